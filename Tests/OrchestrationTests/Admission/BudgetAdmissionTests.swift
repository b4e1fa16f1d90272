import Ledger
import Testing

@testable import Orchestration

@Suite("Admission under caps")
struct BudgetAdmissionTests {
    private static let candidates = Candidate.numbered(3)

    private func wish(_ number: UInt64, _ hold: Ticks?, at time: Timestamp = .start) -> HoldWish {
        HoldWish(ticks: hold, attempt: EventID(at: time, random: (0, number << 2)))
    }

    private func admit(
        _ accounts: Accounts, _ caps: Caps, _ hold: Ticks?, at time: Timestamp = .start
    ) -> Admission {
        accounts.admission.admit(
            Self.candidates, routing: .roundRobin, limit: .wide, now: time, avoiding: nil,
            wish: wish(1, hold, at: time), within: Budget(caps: caps, spent: Spending()))
    }

    @Test("The day's cap is shared by all accounts and is new on the next day")
    func day() {
        var accounts = Accounts()
        let caps = Caps(day: Ticks(250))
        accounts.start(Self.candidates[0], .wide, at: .start)
        accounts.start(Self.candidates[1], .wide, at: .start)
        guard case .overBudget(let reached) = admit(accounts, caps, Ticks(51)) else {
            Issue.record("granted")
            return
        }
        #expect(reached.scope == .day)
        #expect(reached.heldTicks == Ticks(200))
        guard case .granted = admit(accounts, caps, Ticks(50)) else {
            Issue.record("refused what fits")
            return
        }
        let tomorrow = Timestamp.start.advanced(milliseconds: BudgetDay.millisecondsOfDay)
        guard case .granted = admit(accounts, caps, Ticks(250), at: tomorrow) else {
            Issue.record("yesterday counts today")
            return
        }
        #expect(admit(accounts, caps, nil, at: tomorrow) != .granted(Self.candidates[2]))
    }

    @Test("An account at its cap is left out; when all are, the first says so")
    func account() {
        var accounts = Accounts()
        accounts.start(Self.candidates[0], .wide, at: .start)
        let caps = Caps(accounts: ["account-2": Caps.Account(day: Ticks(10))])
        #expect(admit(accounts, caps, Ticks(50)) == .granted(Self.candidates[2]))
        let all = Caps(accounts: [
            "account-1": Caps.Account(total: Ticks(120)), "account-2": Caps.Account(day: .zero),
            "account-3": Caps.Account(total: .zero),
        ])
        guard case .overBudget(let reached) = admit(accounts, all, Ticks(50)) else {
            Issue.record("granted")
            return
        }
        #expect(reached.scope == .account)
        #expect(reached.account == "account-1")
        #expect(reached.heldTicks == Ticks(100))
    }

    @Test(
        "Whatever happens, nothing is granted beyond the cap, and each ending frees its hold",
        arguments: [1, 2, .random(in: 3...999_999_999)] as [UInt64])
    func random(seed: UInt64) {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var accounts = Accounts()
        let caps = Caps(day: Ticks(1_000))
        var open: [AttemptReference] = []
        var excess: Int64 = 0
        var refusals = 0
        for _ in 0..<2_000 {
            let day = BudgetDay(of: EventID(at: .start, random: (0, 0)))
            if random.isOne(in: 2) || open.isEmpty {
                let hold = Ticks(Int64.random(in: 1...300, using: &random))
                switch admit(accounts, caps, hold) {
                case .granted(let candidate):
                    open.append(accounts.start(candidate, .wide, at: .start, hold: hold))
                    #expect(accounts.admission.spending(on: day).total <= Ticks(1_000))
                case .overBudget: refusals += 1
                default: Issue.record("neither granted nor over the cap")
                }
                continue
            }
            let attempt = open.remove(at: Int.random(in: 0..<open.count, using: &random))
            let hold = attempt.holdTicks!.count
            if random.isOne(in: 3), excess == 0 {
                let ticks = random.isOne(in: 200) ? hold + 7 : hold / 50
                excess += max(0, ticks - hold)
                accounts.record(
                    .attemptAnswered(.sample(attempt, reported: Ticks(max(ticks, 1)))), at: .start)
            } else {
                accounts.record(.attemptFailed(.sample(attempt, .rateLimited)), at: .start)
            }
            // An answer twice changes nothing the second time.
            let before = accounts.admission.spending(on: day)
            accounts.record(.attemptFailed(.sample(attempt, .rateLimited)), at: .start)
            #expect(accounts.admission.spending(on: day) == before)
            #expect(before.total.count <= 1_000 + excess)
        }
        #expect(refusals > 0)
    }

    @Test("Models without a price are named under a cap, and only there")
    func unpriced() {
        var models = ModelChoice.documented
        models.simple = "x"
        models.aggregation = "x"
        #expect(Caps.none.unpriced(models, in: .builtIn).isEmpty)
        #expect(Caps(day: Ticks(1)).unpriced(models, in: .builtIn) == ["x"])
    }
}
