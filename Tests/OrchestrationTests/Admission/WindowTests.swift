import Ledger
import Orchestration
import Testing

@Suite("The window of an account")
struct WindowTests {
    private let one = Candidate.numbered(1)

    /// When the next attempt may start; nil for at once.
    private func wait(
        _ accounts: Accounts, _ limit: RateLimit, at now: Timestamp
    ) -> Timestamp? {
        guard case .wait(let until) = accounts.admit(one, .roundRobin, limit, at: now) else {
            return nil
        }
        return until
    }

    @Test("A permit is good for half a second, or for 2 % of a window shorter than 25 s")
    func permits() {
        let lives = [(60_000, 500), (25_000, 500), (24_999, 499), (1_000, 20), (50, 1), (1, 1)]
        for (windowMs, permitMs) in lives {
            #expect(RateLimit(requests: 1, windowMs: Int64(windowMs)).permitMs == permitMs)
        }
    }

    @Test("Sixty requests a minute: the 61st starts 60.5 s after the first, to the microsecond")
    func documented() {
        let limit = RateLimit(requests: 60, windowMs: 60_000)
        var accounts = Accounts()
        for second in 0..<60 {
            let now = Timestamp.start.advanced(milliseconds: Int64(second) * 100)
            #expect(wait(accounts, limit, at: now) == nil)
            accounts.start(one[0], limit, at: now)
        }
        let now = Timestamp.start.advanced(milliseconds: 6_000)
        let until = Timestamp.start.advanced(milliseconds: 60_500)
        #expect(wait(accounts, limit, at: now) == until)
        #expect(wait(accounts, limit, at: until.advanced(microseconds: -1)) == until)
        #expect(wait(accounts, limit, at: until) == nil)
    }

    @Test("A permit that expired, or whose request was never sent, frees its place; others do not")
    func freed() {
        let limit = RateLimit(requests: 1, windowMs: 60_000)
        for reason in FailureReason.allCases {
            var accounts = Accounts()
            let attempt = accounts.start(one[0], limit, at: .start)
            accounts.record(.attemptFailed(.sample(attempt, reason)), at: .start)
            let isFree = [.permitExpired, .notSent, .untrustedCertificate].contains(reason)
            #expect((wait(accounts, limit, at: .start) == nil) == isFree)
        }
    }

    @Test("An answer does not free its place, and neither does an unknown outcome")
    func notFreed() {
        let limit = RateLimit(requests: 2, windowMs: 60_000)
        var accounts = Accounts()
        let first = accounts.start(one[0], limit, at: .start)
        let second = accounts.start(one[0], limit, at: .start)
        accounts.record(.attemptAnswered(.sample(first)), at: .start)
        accounts.record(.attemptOutcomeUnknown(.sample(second, .streamCut)), at: .start)
        #expect(wait(accounts, limit, at: .start) != nil)
    }

    @Test("A request that was long on its way counts from when it may have arrived")
    func longOnItsWay() {
        let limit = RateLimit(requests: 1, windowMs: 3_000)
        for (tookMs, countedMs) in [(Int64(0), Int64(0)), (120, 120), (90_000, 500)] {
            var accounts = Accounts()
            let attempt = accounts.start(one[0], limit, at: .start)
            let ended = Timestamp.start.advanced(milliseconds: tookMs)
            accounts.record(.attemptAnswered(.sample(attempt)), at: ended)
            let until = Timestamp.start.advanced(milliseconds: countedMs + 3_060)
            #expect(wait(accounts, limit, at: ended) == (until > ended ? until : nil))
        }
    }

    @Test("Under a stricter figure than before nobody starts until it is kept again")
    func stricter() {
        var accounts = Accounts()
        let wide = RateLimit(requests: 5, windowMs: 1_000)
        for ms in Int64(0)..<5 {
            accounts.start(one[0], wide, at: .start.advanced(milliseconds: ms))
        }
        let strict = RateLimit(requests: 2, windowMs: 1_000)
        let now = Timestamp.start.advanced(milliseconds: 10)
        // The fourth of five has to leave the window: then there is one.
        #expect(wait(accounts, strict, at: now) == .start.advanced(milliseconds: 1_023))
        #expect(accounts.admission.room(one, limit: strict, now: now) == 0)
    }

    @Test("A wider figure waits for the stricter one of another process, and not longer")
    func otherFigures() {
        var accounts = Accounts()
        let strict = RateLimit(requests: 2, windowMs: 10_000)
        let wide = RateLimit(requests: 5, windowMs: 50_000)
        accounts.start(one[0], strict, at: .start)
        accounts.start(one[0], wide, at: .start.advanced(milliseconds: 1))
        accounts.start(one[0], wide, at: .start.advanced(milliseconds: 2))
        let now = Timestamp.start.advanced(milliseconds: 3)
        // When the strict one's permit has left its own window, five are allowed.
        #expect(wait(accounts, wide, at: now) == .start.advanced(milliseconds: 10_200))
        #expect(wait(accounts, strict, at: now) == .start.advanced(milliseconds: 50_501))
    }

    @Test("The room is the number of attempts that can start at once")
    func room() {
        var random = SeededGenerator("room")
        for _ in 0..<200 {
            var accounts = Accounts()
            var now = Timestamp.start
            let candidates = Candidate.numbered(3)
            let limits = [(3, 1_000), (4, 700), (2, 2_000)].map {
                RateLimit(requests: $0.0, windowMs: $0.1)
            }
            for _ in 0..<Int.random(in: 0...25, using: &random) {
                let limit = limits.randomElement(using: &random)!
                accounts.start(candidates.randomElement(using: &random)!, limit, at: now)
                now = now.advanced(milliseconds: Int64.random(in: 0...300, using: &random))
            }
            if random.isOne(in: 2) { accounts.disable(candidates[1], at: now) }
            if random.isOne(in: 2) {
                accounts.coolDown(candidates[2], until: now.advanced(microseconds: 1), at: now)
            }
            let limit = limits.randomElement(using: &random)!
            let room = accounts.admission.room(candidates, limit: limit, now: now)
            var started = 0
            while accounts.use(candidates, .leastLoaded, limit, at: now) != nil { started += 1 }
            #expect(started == room)
        }
    }

    @Test("Small steps back of the clock keep the order of the permits, and the wait exact")
    func slightlyBack() {
        let limit = RateLimit(requests: 3, windowMs: 1_000)
        var accounts = Accounts()
        for ms in [Int64(50), 20, 40] {
            accounts.start(one[0], limit, at: .start.advanced(milliseconds: ms))
        }
        let now = Timestamp.start.advanced(milliseconds: 60)
        #expect(wait(accounts, limit, at: now) == .start.advanced(milliseconds: 1_040))
    }

    @Test("Starts that are long past are forgotten, and not one that counts")
    func memory() {
        let limit = RateLimit(requests: 100, windowMs: 60_000)
        var accounts = Accounts()
        var starts: [Timestamp] = []
        for second in Int64(0)..<1_000 {
            let now = Timestamp.start.advanced(milliseconds: second * 1_000)
            accounts.start(one[0], limit, at: now)
            starts.append(now)
            let inWindow = starts.count { $0.advanced(milliseconds: 60_500) > now }
            #expect(accounts.admission.room(one, limit: limit, now: now) == 100 - inWindow)
        }
        let permits = accounts.admission.standings[one[0].key]?.permits ?? []
        #expect(permits.count < 300)
        #expect(accounts.admission.standings[one[0].key]?.requests == 1_000)
    }
}
