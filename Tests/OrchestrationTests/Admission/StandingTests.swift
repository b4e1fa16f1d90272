import Ledger
import Testing

@testable import Orchestration

@Suite("What the log says about accounts")
struct StandingTests {
    private let two = Candidate.numbered(2)

    @Test("A cool-down only ever lengthens, and ends to the microsecond")
    func coolDowns() {
        var accounts = Accounts()
        let one = [two[0]]
        let long = Timestamp.start.advanced(milliseconds: 10_000)
        accounts.coolDown(two[0], until: long, at: .start)
        accounts.coolDown(two[0], until: .start.advanced(milliseconds: 500), at: .start)
        #expect(accounts.admit(one) == .wait(until: long))
        #expect(
            accounts.admit(one, at: long.advanced(microseconds: -1)) == .wait(until: long))
        #expect(accounts.admit(one, at: long) == .granted(two[0]))
    }

    @Test(
        "The wait is for the first account that is free: of rest and window, the later one counts")
    func earliest() {
        var accounts = Accounts()
        let limit = RateLimit(requests: 1, windowMs: 1_000)
        accounts.coolDown(two[0], until: .start.advanced(milliseconds: 9_000), at: .start)
        accounts.start(two[1], limit, at: .start)
        #expect(
            accounts.admit(two, .roundRobin, limit)
                == .wait(until: .start.advanced(milliseconds: 1_020)))
        accounts.coolDown(two[1], until: .start.advanced(milliseconds: 2_000), at: .start)
        #expect(
            accounts.admit(two, .roundRobin, limit)
                == .wait(until: .start.advanced(milliseconds: 2_000)))
    }

    @Test("A rest moves with the clock, like everything that is dated")
    func coolDownAndClock() {
        for step in [Int64(3_600_000_000), -3_600_000_000] {
            var accounts = Accounts()
            let until = Timestamp.start.advanced(milliseconds: 10_000)
            accounts.coolDown(two[0], until: until, at: .start)
            accounts.record(
                .clockStepped(ClockStepped(stepMicroseconds: step)),
                at: .start.advanced(microseconds: step))
            #expect(
                accounts.admit([two[0]], at: .start.advanced(microseconds: step))
                    == .wait(until: until.advanced(microseconds: step)))
        }
    }

    @Test("Disablement is bound to the key: another one under the same name starts enabled")
    func disablement() {
        var accounts = Accounts()
        accounts.disable(two[0], .badCredential)
        #expect(accounts.admit([two[0]]) == .unavailable(["account-1": .badCredential]))
        let replaced = Candidate(name: "account-1", key: "another key")
        #expect(accounts.admit([replaced]) == .granted(replaced))
        accounts.disable(two[1], .noCredit)
        #expect(
            accounts.admit(two)
                == .unavailable(["account-1": .badCredential, "account-2": .noCredit]))
        #expect(accounts.admit([]) == .unavailable([:]))
    }

    @Test("A key that is new under a known name is announced once, with its event")
    func replacedKeys() {
        var accounts = Accounts()
        #expect(accounts.admission.replacedKeys(two).isEmpty)
        accounts.start(two[0], .wide, at: .start)
        #expect(accounts.admission.replacedKeys(two).isEmpty)
        let replaced = Candidate(name: "account-1", key: "another key")
        let events = accounts.admission.replacedKeys([replaced, two[1]])
        #expect(
            events == [
                .accountEnabled(
                    AccountEnabled(
                        account: "account-1", key: "another key", reason: .keyReplaced))
            ])
        for event in events { accounts.record(event, at: .start) }
        #expect(accounts.admission.replacedKeys([replaced, two[1]]).isEmpty)
    }

    @Test("A key that is disabled stays so when it comes back under another name")
    func movedKey() {
        var accounts = Accounts()
        accounts.start(two[0], .wide, at: .start)
        accounts.start(two[1], .wide, at: .start)
        accounts.disable(two[1])
        let swapped = [
            Candidate(name: "account-1", key: "key 2"), Candidate(name: "account-2", key: "key 1"),
        ]
        for event in accounts.admission.replacedKeys(swapped) { accounts.record(event, at: .start) }
        #expect(accounts.admission.standings["key 2"]?.disabled == .noCredit)
        #expect(accounts.admit(swapped) == .granted(swapped[1]))
    }

    @Test("Setbacks are counted in a row: limits and server errors, until an answer")
    func setbacks() {
        var accounts = Accounts()
        func setbacks() -> Int { accounts.admission.standings["key 1"]?.setbacks ?? -1 }
        for (count, reason) in [FailureReason.rateLimited, .atCapacity, .serverError].enumerated() {
            let attempt = accounts.start(two[0], .wide, at: .start)
            accounts.record(.attemptFailed(.sample(attempt, reason)), at: .start)
            #expect(setbacks() == count + 1)
        }
        let lost = accounts.start(two[0], .wide, at: .start)
        accounts.record(.attemptOutcomeUnknown(.sample(lost, .serverError)), at: .start)
        #expect(setbacks() == 4)
        for reason in [FailureReason.invalidRequest, .permitExpired, .badCredential] {
            let attempt = accounts.start(two[0], .wide, at: .start)
            accounts.record(.attemptFailed(.sample(attempt, reason)), at: .start)
            #expect(setbacks() == 4)
        }
        let answered = accounts.start(two[0], .wide, at: .start)
        accounts.record(.attemptAnswered(.sample(answered)), at: .start)
        #expect(setbacks() == 0)
    }

    @Test("Holds come and go with their attempts, and stay for those of unknown outcome")
    func holds() {
        var accounts = Accounts()
        func money() -> [Int64] {
            let standing = accounts.admission.standings["key 1"]
            return [standing?.settled.count ?? -1, standing?.held.count ?? -1]
        }
        let first = accounts.start(two[0], .wide, at: .start, hold: Ticks(100))
        let second = accounts.start(two[0], .wide, at: .start, hold: Ticks(30))
        let third = accounts.start(two[0], .wide, at: .start, hold: Ticks(7))
        #expect(money() == [0, 137])
        accounts.record(.attemptAnswered(.sample(first, reported: Ticks(250))), at: .start)
        #expect(money() == [250, 37])
        accounts.record(.attemptFailed(.sample(second, .rateLimited)), at: .start)
        #expect(money() == [250, 7])
        accounts.record(.attemptOutcomeUnknown(.sample(third, .streamCut)), at: .start)
        #expect(money() == [250, 7])
        #expect(accounts.admission.standings["key 1"]?.openAttempts.isEmpty == true)
    }

    @Test("From a state that a projection remembers, the fold goes on as if it had begun there")
    func seeded() {
        var accounts = Accounts()
        for index in 0..<9 { accounts.start(two[index % 2], .wide, at: .start) }
        let whole = accounts.admission
        let first = folded(accounts.events.prefix(4))
        var seeded = AdmissionState(
            position: 4, standings: first.standings, lastKey: "key 2", days: first.days)
        for event in accounts.events.dropFirst(4) { seeded.evolve(event) }
        #expect(seeded == whole)
        seeded.skip(to: 20)
        #expect(seeded.position == 20)
        seeded.skip(to: 3)
        #expect(seeded.position == 20)
    }

    @Test("Permits that a projection remembers count as if their events had been folded")
    func seededPermits() {
        let limit = RateLimit(requests: 2, windowMs: 1_000)
        var accounts = Accounts()
        var permits: [AccountStanding.Permit] = []
        for (startMs, tookMs) in [(Int64(0), Int64(300)), (10, 20), (20, 9_000)] {
            let startedAt = Timestamp.start.advanced(milliseconds: startMs)
            let endedAt = startedAt.advanced(milliseconds: tookMs)
            let attempt = accounts.start(two[0], limit, at: startedAt)
            accounts.record(.attemptAnswered(.sample(attempt)), at: endedAt)
            permits.append(
                AccountStanding.Permit(
                    attempt: attempt.id, startedAt: startedAt, endedAt: endedAt,
                    windowRequests: 2, windowMs: 1_000))
        }
        let expected = accounts.admission.standings["key 1"]?.permits
        #expect(AccountStanding(name: "account-1", permits: permits).permits == expected)
        #expect(expected?.map { $0.startedAt.milliseconds(since: .start) } == [30, 300, 520])
    }

    private func folded(_ events: some Sequence<Recorded>) -> AdmissionState {
        var state = AdmissionState()
        for event in events { state.evolve(event) }
        return state
    }

    @Test("Exactly the events that change the state concern it", arguments: Event.knownTypes)
    func concerned(type: String) {
        let ofAccounts = ["attempt-", "account-", "clock-stepped"]
        let isExpected = ofAccounts.contains { type.hasPrefix($0) }
        #expect(AdmissionState.isConcerned(with: type) == isExpected)
    }
}
