import Ledger
import Testing

@testable import Orchestration

@Suite("What follows for accounts")
struct AccountRulesTests {
    private let two = Candidate.numbered(2)

    @Test("Enabling an account lifts every disablement of its name, and is nothing the second time")
    func enabling() {
        var accounts = Accounts()
        let old = Candidate(name: "account-1", key: "an older key")
        accounts.start(two[1], .wide, at: .start)
        accounts.disable(old, .badCredential)
        accounts.disable(two[0], .noCredit)
        let events = AccountRules.enabling("account-1", accounts.admission)
        #expect(events?.names == ["account-enabled", "account-enabled"])
        for event in events ?? [] { accounts.record(event, at: .start) }
        #expect(AccountRules.enabling("account-1", accounts.admission) == [])
        #expect(accounts.admit([two[0]]) == .granted(two[0]))
    }

    @Test("Nobody enables an account that was never heard of; one that is enabled needs nothing")
    func enablingOthers() {
        var accounts = Accounts()
        #expect(AccountRules.enabling("account-1", accounts.admission) == nil)
        accounts.start(two[0], .wide, at: .start)
        #expect(AccountRules.enabling("account-1", accounts.admission) == [])
    }

    @Test(
        "Every end of an attempt rests its account, disables it, or leaves it alone",
        arguments: FailureReason.allCases)
    func consequences(reason: FailureReason) {
        let attempt = AttemptReference.sample(id(7))
        let events = AccountRules.consequences(
            of: attempt, reason: reason, retryAfterMs: 9_000, setbacks: 0, now: .start)
        switch reason {
        case .rateLimited, .atCapacity, .serverError:
            guard case .accountCooledDown(let body) = events.first else {
                Issue.record("\(reason) leads to \(events.names)")
                return
            }
            // What the provider asks for is waited out in full.
            #expect(body.until == .start.advanced(milliseconds: 9_000))
        case .noCredit, .badCredential, .forbidden:
            #expect(events.names == ["account-disabled"])
        default:
            #expect(events.isEmpty)
        }
        var accounts = Accounts()
        for event in events + events { accounts.record(event, at: .start) }
        var once = Accounts()
        for event in events { once.record(event, at: .start) }
        #expect(accounts.admission.standings == once.admission.standings)
    }

    @Test("A run whose accounts are all refused says so; any other reason counts more")
    func pauseReason() {
        #expect(AccountRules.pauseReason(["a": .badCredential]) == .credentialsRefused)
        #expect(
            AccountRules.pauseReason(["a": .badCredential, "b": .noCredit]) == .accountsDisabled)
    }

    @Test("Nothing is sent that would find no place on the disk")
    func disk() {
        #expect(DiskRules.maySend(freeBytes: nil))
        #expect(DiskRules.maySend(freeBytes: Limits.diskFreeBytesMin))
        #expect(!DiskRules.maySend(freeBytes: Limits.diskFreeBytesMin - 1))
    }
}
