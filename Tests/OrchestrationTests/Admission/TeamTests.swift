import Ledger
import Orchestration
import Testing

@Suite("Accounts of one team")
struct TeamTests {
    private let three = Candidate.numbered(3)
    private let limit = RateLimit(requests: 4, windowMs: 1_000)

    /// `account-1` and `account-2` are of one team, `account-3` is of another.
    private func known() -> Accounts {
        var accounts = Accounts()
        for (candidate, team) in zip(three, ["red", "red", "blue"]) {
            accounts.identify(candidate, team: team)
        }
        return accounts
    }

    @Test("share one window: what one has started, the other waits for")
    func sharedWindow() {
        var accounts = known()
        let red = Array(three.prefix(2))
        for _ in 0..<4 { accounts.start(three[0], limit, at: .start) }
        let until = Timestamp.start.advanced(milliseconds: limit.windowMs + limit.permitMs)
        #expect(accounts.admit([three[1]], .roundRobin, limit) == .wait(until: until))
        #expect(accounts.admit(red, .roundRobin, limit) == .wait(until: until))
        #expect(accounts.admit(three, .roundRobin, limit) == .granted(three[2]))
        #expect(accounts.admit(red, .roundRobin, limit, at: until) != .wait(until: until))
    }

    @Test("have room once, whichever of them may be used")
    func room() {
        var accounts = known()
        #expect(accounts.admission.room(three, limit: limit, now: .start) == 8)
        accounts.start(three[1], limit, at: .start)
        #expect(accounts.admission.room(three, limit: limit, now: .start) == 7)
        accounts.disable(three[0], .requested)
        #expect(accounts.admission.room(three, limit: limit, now: .start) == 7)
        accounts.disable(three[1], .requested)
        #expect(accounts.admission.room(three, limit: limit, now: .start) == 4)
    }

    @Test("also share it with a key of theirs that is not used any more")
    func oldKey() {
        var accounts = known()
        let old = Candidate(name: "account-1", key: "old key")
        accounts.identify(old, team: "red")
        for _ in 0..<4 { accounts.start(old, limit, at: .start) }
        guard case .wait = accounts.admit([three[0]], .roundRobin, limit) else {
            Issue.record("the team had no room")
            return
        }
    }

    @Test("are counted as one as long as nobody knows who they are")
    func suspected() {
        var accounts = Accounts()
        func admit(asOneTeam: Bool) -> Admission {
            accounts.admission.admit(
                three, routing: .leastLoaded, limit: limit, now: .start, avoiding: nil,
                asOneTeam: asOneTeam)
        }
        for _ in 0..<4 { accounts.start(three[0], limit, at: .start) }
        guard case .wait = admit(asOneTeam: true) else {
            Issue.record("keys that may be of one team exceeded its limit")
            return
        }
        #expect(admit(asOneTeam: false) == .granted(three[1]))
        #expect(
            accounts.admission.room(three, limit: limit, now: .start, asOneTeam: true) == 0)
        #expect(accounts.admission.room(three, limit: limit, now: .start) == 8)
        #expect(accounts.admission.unidentified(three) == three)
        accounts.identify(three[1], team: "red")
        #expect(accounts.admission.unidentified(three) == [three[0], three[2]])
    }

    @Test("least-loaded sees what the whole team has in its window")
    func leastLoaded() {
        var accounts = known()
        let first = accounts.start(three[0], limit, at: .start)
        accounts.record(.attemptAnswered(.sample(first)), at: .start)
        #expect(accounts.admit(three, .leastLoaded, limit) == .granted(three[2]))
    }

    @Test("rest together after the team's rate limit, and alone after anything else")
    func restTogether() {
        let accounts = known()
        let attempt = AttemptReference.sample(id(5), account: "account-1", key: "key 1")
        let mates = accounts.admission.teammates(of: "key 1", among: three)
        #expect(mates == [three[1]])
        for (reason, names) in [
            (FailureReason.rateLimited, ["account-1", "account-2"]),
            (.atCapacity, ["account-1"]), (.serverError, ["account-1"]),
        ] {
            let events = AccountRules.consequences(
                of: attempt, reason: reason, retryAfterMs: 9_000, setbacks: 0, mates: mates,
                now: .start)
            let rests = events.compactMap { event -> AccountCooledDown? in
                if case .accountCooledDown(let body) = event { return body }
                return nil
            }
            #expect(rests.map(\.account) == names)
            #expect(rests.allSatisfy { $0.until == .start.advanced(milliseconds: 9_000) })
            #expect(rests.allSatisfy { $0.attempt == attempt.id })
        }
    }

    @Test("A call that one team refuses goes to the other team at once")
    func failover() {
        var accounts = known()
        let attempt = accounts.start(three[0], limit, at: .start)
        accounts.record(.attemptFailed(.sample(attempt, .rateLimited)), at: .start)
        for event in AccountRules.consequences(
            of: attempt, reason: .rateLimited, retryAfterMs: 9_000, setbacks: 1,
            mates: accounts.admission.teammates(of: "key 1", among: three), now: .start)
        {
            accounts.record(event, at: .start)
        }
        for _ in 0..<3 {
            #expect(accounts.use(three, .roundRobin, limit)?.account == "account-3")
        }
    }

    @Test("lose their credits together, and have them again together")
    func credits() throws {
        var accounts = known()
        let attempt = accounts.start(three[0], limit, at: .start)
        let mates = accounts.admission.teammates(of: "key 1", among: three)
        for event in AccountRules.consequences(
            of: attempt, reason: .noCredit, retryAfterMs: nil, setbacks: 0, mates: mates,
            now: .start)
        {
            #expect(!accounts.admission.isKnown(event))
            accounts.record(event, at: .start)
            #expect(accounts.admission.isKnown(event))
        }
        #expect(
            accounts.admit(Array(three.prefix(2)))
                == .unavailable(["account-1": .noCredit, "account-2": .noCredit]))
        let events = try #require(AccountRules.enabling("account-2", accounts.admission))
        for event in events { accounts.record(event, at: .start) }
        #expect(accounts.admission.standings.values.allSatisfy { $0.disabled == nil })
        #expect(AccountRules.enabling("account-2", accounts.admission) == [])
    }

    @Test("are refused alone when it is the key that is at fault")
    func badKey() {
        for reason in [FailureReason.badCredential, .forbidden] {
            let events = AccountRules.consequences(
                of: .sample(id(5)), reason: reason, retryAfterMs: nil, setbacks: 0,
                mates: [three[1]], now: .start)
            #expect(events.count == 1)
        }
    }

    @Test("Whose a key is, is said once")
    func saidOnce() {
        var accounts = Accounts()
        let fact = Event.accountIdentified(
            AccountIdentified(account: "account-1", key: "key 1", team: "red", providerKey: nil))
        #expect(!accounts.admission.isKnown(fact))
        accounts.record(fact, at: .start)
        #expect(accounts.admission.isKnown(fact))
        let other = Event.accountIdentified(
            AccountIdentified(account: "account-1", key: "key 1", team: "blue", providerKey: nil))
        #expect(!accounts.admission.isKnown(other))
    }
}
