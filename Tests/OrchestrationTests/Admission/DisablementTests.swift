import Ledger
import Orchestration
import Testing

@Suite("Accounts that somebody disables")
struct DisablementTests {
    private let two = Candidate.numbered(2)

    @Test("An account that was disabled by hand is not used until it is enabled")
    func byHand() throws {
        var accounts = Accounts()
        accounts.start(two[0], .wide, at: .start)
        let note = named("why")
        let events = try #require(
            AccountRules.disabling(
                "account-1", note: note, configured: two, accounts.admission))
        #expect(
            events == [
                .accountDisabled(
                    AccountDisabled(
                        account: "account-1", key: "key 1", reason: .requested, attempt: nil,
                        note: note))
            ])
        for event in events { accounts.record(event, at: .start) }
        #expect(accounts.admit(two) == .granted(two[1]))
        #expect(accounts.admit([two[0]]) == .unavailable(["account-1": .requested]))
        #expect(
            AccountRules.disabling("account-1", note: nil, configured: two, accounts.admission)
                == [])
        for event in try #require(AccountRules.enabling("account-1", accounts.admission)) {
            accounts.record(event, at: .start)
        }
        #expect(accounts.admit([two[0]]) == .granted(two[0]))
    }

    @Test("An account that is set and was never used can be disabled, another name cannot")
    func names() {
        let state = AdmissionState()
        #expect(
            AccountRules.disabling("account-2", note: nil, configured: two, state)?.count == 1)
        #expect(AccountRules.disabling("account-3", note: nil, configured: two, state) == nil)
        #expect(AccountRules.disabling("account-1", note: nil, configured: [], state) == nil)
    }

    @Test("Every key of the name is disabled: the one that was used and the one that is set now")
    func everyKey() {
        var accounts = Accounts()
        accounts.start(Candidate(name: "account-1", key: "old key"), .wide, at: .start)
        let events = AccountRules.disabling(
            "account-1", note: nil, configured: two, accounts.admission)
        let keys = events?.compactMap { event -> String? in
            if case .accountDisabled(let body) = event { return body.key }
            return nil
        }
        #expect(keys == ["key 1", "old key"])
    }

    @Test("A run of accounts that were disabled by hand says so, and blames no key")
    func pause() {
        #expect(AccountRules.pauseReason(["a": .requested]) == .accountsDisabled)
    }
}
