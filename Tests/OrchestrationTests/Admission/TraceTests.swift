import Ledger
import Orchestration
import Testing

/// Processes with clocks of their own choosing that share a log, and the provider that counts what
/// arrives by true time.
private struct Trace {
    struct Arrival {
        let key: String
        let at: Int64
        let limit: RateLimit
    }

    var accounts = Accounts()
    var arrivals: [Arrival] = []
    var grants = 0
    /// Attempts that have arrived or will, with the true time of it.
    var underWay: [(attempt: AttemptReference, arrival: Int64)] = []
    /// True time in microseconds.
    var time: Int64 = 0
    /// What the wall clock shows beyond true time.
    var offset: Int64 = 0
    let candidates: [Candidate]
    var random: SeededGenerator

    var now: Timestamp { Timestamp.start.advanced(microseconds: time + offset) }

    /// Tries to start an attempt; returns the true time until which there is no use in trying.
    mutating func attempt(_ limit: RateLimit, _ routing: Routing) -> Int64? {
        switch accounts.admit(candidates, routing, limit, at: now) {
        case .granted(let candidate):
            grants += 1
            let attempt = accounts.start(candidate, limit, at: now)
            if random.isOne(in: 10) {
                // Not yet sending when its time was over: it never arrives.
                accounts.record(.attemptFailed(.sample(attempt, .permitExpired)), at: now)
            } else {
                let delay =
                    random.isOne(in: 3)
                    ? limit.permitMs * 1_000
                    : Int64.random(in: 0...limit.permitMs * 1_000, using: &random)
                arrivals.append(Arrival(key: candidate.key, at: time + delay, limit: limit))
                underWay.append((attempt, time + delay))
            }
            return nil
        case .wait(let until):
            checkWait(until, limit, routing)
            return until.microseconds - now.microseconds + time
        case .unavailable, .overBudget:
            Issue.record("nobody was disabled")
            return nil
        }
    }

    private func checkWait(_ until: Timestamp, _ limit: RateLimit, _ routing: Routing) {
        let justBefore = until.advanced(microseconds: -1)
        #expect(until > now)
        #expect(accounts.admit(candidates, routing, limit, at: justBefore) == .wait(until: until))
        guard case .granted = accounts.admit(candidates, routing, limit, at: until) else {
            Issue.record("not granted at the time that was said")
            return
        }
    }

    /// Attempts that have arrived are answered, some of them.
    mutating func end() {
        let ended = underWay.filter { $0.arrival <= time && random.isOne(in: 4) }.map(\.attempt)
        for attempt in ended { accounts.record(.attemptAnswered(.sample(attempt)), at: now) }
        underWay.removeAll { ended.contains($0.attempt) }
    }

    /// The clock jumps, and whoever looks first says so.
    mutating func step(_ microseconds: Int64) {
        offset += microseconds
        accounts.record(
            .clockStepped(ClockStepped(stepMicroseconds: microseconds)), at: now)
    }

    /// Independent of everything else: in no window of any figure that a request in it was granted
    /// under are there more requests than that figure allows.
    func check() {
        for key in Set(arrivals.map(\.key)) {
            let mine = arrivals.filter { $0.key == key }.sorted { $0.at < $1.at }
            for limit in Set(mine.map(\.limit)) {
                for (index, first) in mine.enumerated() {
                    let window = mine[index...].prefix {
                        $0.at < first.at + limit.windowMs * 1_000
                    }
                    guard window.contains(where: { $0.limit == limit }) else { continue }
                    #expect(window.count <= limit.requests, "at \(first.at) of \(key)")
                }
            }
        }
    }
}

@Suite("Random traces of several processes")
struct TraceTests {
    /// Runs processes with these figures for a while, with clock steps or without.
    private func run(
        _ limits: [RateLimit], accounts: Int, steps: [Int64], _ random: inout SeededGenerator
    ) -> Trace {
        var trace = Trace(
            candidates: Candidate.numbered(accounts), random: SeededGenerator(seed: random.next()))
        let routing = Routing.allCases.randomElement(using: &random)!
        for _ in 0..<250 {
            let limit = limits.randomElement(using: &random)!
            let until = trace.attempt(limit, routing)
            trace.end()
            if let step = steps.randomElement(using: &random), random.isOne(in: 20) {
                trace.step(step)
            }
            if let until, until > trace.time, random.isOne(in: 2) {
                // Straight to the time that was said, which steps of the clock do not move.
                trace.time = until
            } else if random.isOne(in: 2) {
                trace.time += Int64.random(in: 0...100_000, using: &random)
            }
        }
        trace.check()
        return trace
    }

    @Test("No window is ever exceeded by arrival, and the time to wait is exact")
    func oneFigure() {
        var random = SeededGenerator("one figure")
        for _ in 0..<20 {
            let limit = RateLimit(
                requests: Int.random(in: 1...7, using: &random),
                windowMs: Int64.random(in: 50...3_000, using: &random))
            let trace = run([limit], accounts: 2, steps: [], &random)
            #expect(trace.grants > 0)
        }
    }

    @Test("Processes with different figures: none of them is ever exceeded")
    func differentFigures() {
        var random = SeededGenerator("different figures")
        for _ in 0..<20 {
            let limits = (0..<Int.random(in: 2...3, using: &random)).map { _ in
                RateLimit(
                    requests: Int.random(in: 1...7, using: &random),
                    windowMs: Int64.random(in: 50...3_000, using: &random))
            }
            _ = run(limits, accounts: 2, steps: [], &random)
        }
    }

    @Test("Clocks that jump by an hour, forward or back, neither exceed a window nor add a wait")
    func clockSteps() {
        var random = SeededGenerator("clock steps")
        let hour: Int64 = 3_600_000_000
        for _ in 0..<20 {
            let limit = RateLimit(
                requests: Int.random(in: 1...7, using: &random),
                windowMs: Int64.random(in: 50...3_000, using: &random))
            var trace = run([limit], accounts: 1, steps: [hour, -hour, 300_000], &random)
            // Whatever the clock has done, there is room again after one window, counted from when
            // a request may have arrived.
            trace.time += (limit.windowMs + limit.permitMs + 500) * 1_000
            #expect(trace.attempt(limit, .roundRobin) == nil)
        }
    }

    @Test("Whoever never waits longer than it is told gets all that the window allows")
    func nothingIsWasted() {
        let limit = RateLimit(requests: 5, windowMs: 1_000)
        var trace = Trace(candidates: Candidate.numbered(2), random: SeededGenerator(seed: 1))
        var grants: [Int64: Int] = [:]
        while trace.time < 100_000_000 {
            if let until = trace.attempt(limit, .leastLoaded) {
                trace.time = until
            } else {
                grants[trace.time, default: 0] += 1
            }
        }
        // Two accounts, five each, in every window of 1.02 s; expired permits come on top.
        #expect(grants.values.allSatisfy { $0 >= 10 })
        #expect(grants.keys.sorted() == (0..<99).map { $0 * 1_020_000 })
    }
}
