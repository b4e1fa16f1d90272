import Ledger
import Testing

@testable import Orchestration

@Suite("Backoff")
struct BackoffTests {
    @Test("Waiting times double up to their limit, less up to a quarter, whatever the attempt")
    func bounds() {
        var random = SeededGenerator("backoff")
        for failures in -1...40 {
            let full: Int64 = min(2_000 << Int64(min(max(failures, 1), 10) - 1), 30_000)
            var seen: Set<Int64> = []
            for _ in 0..<50 {
                let attempt = EventID(at: .start, random: (random.next(), random.next()))
                let delay = Backoff.delayMs(failures: failures, attempt: attempt)
                #expect((full - full / 4 + 1...full).contains(delay))
                #expect(Backoff.delayMs(failures: failures, attempt: attempt) == delay)
                seen.insert(delay)
            }
            // Attempts that fail together do not come back together.
            #expect(seen.count > 25)
        }
    }

    @Test("Short delays stay above nothing")
    func short() {
        for delay in Int64(1)...10 {
            let jittered = Backoff.jittered(delay, attempt: id(99))
            #expect((1...delay).contains(jittered))
        }
    }

    @Test("An account rests longer after every setback in a row, from half a second on")
    func coolDowns() {
        let attempt = AttemptReference.sample(id(5))
        for (setbacks, most) in [
            (0, Int64(500)), (1, 1_000), (2, 2_000), (6, 30_000), (99, 30_000),
        ] {
            let events = AccountRules.consequences(
                of: attempt, reason: .rateLimited, retryAfterMs: nil, setbacks: setbacks,
                now: .start)
            guard case .accountCooledDown(let body) = events.first else {
                Issue.record("no cool-down")
                continue
            }
            #expect((most * 3 / 4...most).contains(body.until.milliseconds(since: .start)))
        }
    }

    @Test("Retry-After is honoured in full by the account too, up to a year")
    func retryAfter() {
        let attempt = AttemptReference.sample(id(5))
        for (asked, expected) in [
            (Int64(77_000), Int64(77_000)), (.max, Limits.retryAfterMsMax),
        ] {
            let events = AccountRules.consequences(
                of: attempt, reason: .serverError, retryAfterMs: asked, setbacks: 0, now: .start)
            let until = Timestamp.start.advanced(milliseconds: expected)
            #expect(
                events == [
                    .accountCooledDown(
                        AccountCooledDown(
                            account: attempt.account, key: attempt.key, reason: .serverError,
                            until: until, attempt: attempt.id))
                ])
        }
    }

    @Test("Only what a key is at fault for disables its account", arguments: FailureReason.allCases)
    func consequences(reason: FailureReason) throws {
        let attempt = AttemptReference.sample(id(5))
        let events = AccountRules.consequences(
            of: attempt, reason: reason, retryAfterMs: nil, setbacks: 0, now: .start)
        switch reason {
        case .noCredit, .badCredential, .forbidden:
            #expect(
                events == [
                    .accountDisabled(
                        AccountDisabled(
                            account: attempt.account, key: attempt.key,
                            reason: try #require(DisablementReason(rawValue: reason.rawValue)),
                            attempt: attempt.id))
                ])
        case .rateLimited, .atCapacity, .serverError:
            #expect(events.names == ["account-cooled-down"])
        default:
            #expect(events.isEmpty)
        }
    }

    @Test("A run without accounts pauses for their keys, if it is those alone that were refused")
    func pauseReasons() {
        #expect(AccountRules.pauseReason(["a": .badCredential]) == .credentialsRefused)
        #expect(
            AccountRules.pauseReason(["a": .badCredential, "b": .noCredit]) == .accountsDisabled)
        #expect(AccountRules.pauseReason(["a": .forbidden]) == .accountsDisabled)
    }
}
