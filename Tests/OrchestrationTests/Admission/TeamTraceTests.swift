import Ledger
import Orchestration
import Testing

@Suite("The window of a team over random histories")
struct TeamTraceTests {
    private struct Start {
        let team: Int
        let at: Int64
    }

    /// What five keys of two teams start in a random history, as far as they are admitted.
    /// `knows` is whether the log says whose they are.
    private func starts(seed: UInt64, knows: Bool, limit: RateLimit) -> [Start] {
        var random = SeededGenerator(seed: seed)
        let candidates = Candidate.numbered(5)
        let teams = candidates.map { _ in Int.random(in: 0...1, using: &random) }
        var accounts = Accounts()
        var starts: [Start] = []
        var now = Timestamp.start
        var asksUntil = Int.random(in: 0...60, using: &random)
        if !knows { asksUntil = 0 }
        for step in 0..<400 {
            now = now.advanced(milliseconds: Int64.random(in: 0...60, using: &random))
            if knows, step == asksUntil {
                for (candidate, team) in zip(candidates, teams) {
                    accounts.identify(candidate, team: "team \(team)", at: now)
                }
            }
            let admission = accounts.admission.admit(
                candidates, routing: Routing.allCases.randomElement(using: &random)!,
                limit: limit, now: now, avoiding: nil, asOneTeam: step < asksUntil)
            guard case .granted(let candidate) = admission else { continue }
            let attempt = accounts.start(candidate, limit, at: now)
            starts.append(
                Start(team: teams[Int(candidate.key.dropFirst(4))! - 1], at: now.microseconds))
            if random.isOne(in: 3) {
                accounts.record(.attemptAnswered(.sample(attempt)), at: now)
            }
        }
        return starts
    }

    /// The most starts of one team in any window.
    private func peak(_ starts: [Start], windowMs: Int64) -> Int {
        (0...1).map { team in
            let times = starts.filter { $0.team == team }.map(\.at)
            return times.indices.map { first in
                times[first...].prefix { $0 < times[first] + windowMs * 1_000 }.count
            }.max() ?? 0
        }.max() ?? 0
    }

    @Test(
        "never holds more than the limit, from the first request on",
        arguments: [1, 2, 3, 4, 5, .random(in: 1_000...999_999_999)] as [UInt64])
    func holds(seed: UInt64) {
        print("seed \(seed)")
        let limit = RateLimit(requests: 6, windowMs: 1_000)
        let known = starts(seed: seed, knows: true, limit: limit)
        #expect(peak(known, windowMs: limit.windowMs) == limit.requests, "seed \(seed)")
        // The control: keys that are counted each for itself exceed the limit of their team.
        let unknown = starts(seed: seed, knows: false, limit: limit)
        #expect(peak(unknown, windowMs: limit.windowMs) > limit.requests, "seed \(seed)")
    }
}
