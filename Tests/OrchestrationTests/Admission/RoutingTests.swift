import Ledger
import Orchestration
import Testing

@Suite("Which account an attempt goes to")
struct RoutingTests {
    private let three = Candidate.numbered(3)

    private func name(_ admission: Admission) -> String? {
        guard case .granted(let candidate) = admission else { return nil }
        return candidate.name
    }

    @Test("Round-robin takes one after the other, also over processes")
    func roundRobin() {
        var accounts = Accounts()
        let names = (0..<7).compactMap { _ in accounts.use(three)?.account }
        #expect(names == [1, 2, 3, 1, 2, 3, 1].map { "account-\($0)" })
    }

    @Test("Round-robin stays even when accounts are full, resting or disabled for a while")
    func roundRobinPassesOver() {
        var accounts = Accounts()
        accounts.disable(three[1])
        let first = (0..<4).compactMap { _ in accounts.use(three)?.account }
        #expect(first == ["account-1", "account-3", "account-1", "account-3"])
        accounts.record(
            .accountEnabled(
                AccountEnabled(account: "account-2", key: "key 2", reason: .requested)),
            at: .start)
        let later = (0..<30).compactMap { _ in accounts.use(three)?.account }
        for candidate in three { #expect(later.count { $0 == candidate.name } == 10) }
    }

    @Test("Round-robin begins with the first account if the last one used is not among them")
    func roundRobinElsewhere() {
        var accounts = Accounts()
        accounts.start(Candidate(name: "other", key: "other key"), .wide, at: .start)
        #expect(accounts.use(three)?.account == "account-1")
    }

    @Test("Least-loaded takes the one with the fewest under way, then the fewest in the window")
    func leastLoaded() {
        var accounts = Accounts()
        let first = accounts.use(three, .leastLoaded)
        let second = accounts.use(three, .leastLoaded)
        let third = accounts.use(three, .leastLoaded)
        #expect([first, second, third].map { $0?.account } == three.map(\.name))
        accounts.record(.attemptAnswered(.sample(second!)), at: .start)
        #expect(accounts.use(three, .leastLoaded)?.account == "account-2")
        // One each under way; two starts of account-2 in the window.
        accounts.record(.attemptOutcomeUnknown(.sample(third!, .streamCut)), at: .start)
        #expect(accounts.use(three, .leastLoaded)?.account == "account-3")
        #expect(name(accounts.admit(three, .leastLoaded)) == "account-1")
    }

    @Test("Least-loaded counts requests in the window only, not those of long ago")
    func leastLoadedWindow() {
        let limit = RateLimit(requests: 10, windowMs: 1_000)
        var accounts = Accounts()
        for _ in 0..<5 {
            let attempt = accounts.start(three[0], limit, at: .start)
            accounts.record(.attemptAnswered(.sample(attempt)), at: .start)
        }
        let late = Timestamp.start.advanced(milliseconds: 900)
        let attempt = accounts.start(three[1], limit, at: late)
        accounts.record(.attemptAnswered(.sample(attempt)), at: late)
        #expect(
            name(accounts.admit(Array(three.prefix(2)), .leastLoaded, limit, at: late))
                == "account-2")
        let later = Timestamp.start.advanced(milliseconds: 1_100)
        #expect(
            name(accounts.admit(Array(three.prefix(2)), .leastLoaded, limit, at: later))
                == "account-1")
    }

    @Test("Attempts of runs that died long ago do not count as under way for ever")
    func leastLoadedForgetsTheDead() {
        var accounts = Accounts()
        for _ in 0..<9 { accounts.start(three[0], .wide, at: .start) }
        for _ in 0..<9 { accounts.start(three[2], .wide, at: .start) }
        #expect(name(accounts.admit(three, .leastLoaded)) == "account-2")
        let nextDay = Timestamp.start.advanced(milliseconds: 86_400_000)
        accounts.start(three[1], .wide, at: nextDay)
        #expect(name(accounts.admit(three, .leastLoaded, at: nextDay)) == "account-1")
    }

    @Test("Cost-optimized evens what was spent and what may be: settled plus held")
    func costOptimized() {
        var random = SeededGenerator("cost-optimized")
        var accounts = Accounts()
        var spent = [String: Int64](uniqueKeysWithValues: three.map { ($0.name, 0) })
        for _ in 0..<300 {
            let expected = three.map(\.name).min { spent[$0]! < spent[$1]! }
            let hold = random.isOne(in: 5) ? nil : Ticks(Int64.random(in: 1...900, using: &random))
            let attempt = accounts.use(three, .costOptimized, hold: hold)!
            #expect(attempt.account == expected)
            let held = hold?.count ?? 0
            switch Int.random(in: 0...3, using: &random) {
            case 0:
                let ticks = Int64.random(in: 1...900, using: &random)
                accounts.record(
                    .attemptAnswered(.sample(attempt, reported: Ticks(ticks))), at: .start)
                spent[attempt.account]! += ticks
            case 1:
                accounts.record(.attemptFailed(.sample(attempt, .rateLimited)), at: .start)
            case 2:
                accounts.record(
                    .attemptOutcomeUnknown(.sample(attempt, .streamCut)), at: .start)
                spent[attempt.account]! += held
            default:
                spent[attempt.account]! += held
            }
        }
    }

    @Test("Sums beyond 64 bits stay at the end of the range instead of turning cheap")
    func costOverflow() {
        var accounts = Accounts()
        for _ in 0..<2 {
            let attempt = accounts.start(three[0], .wide, at: .start)
            accounts.record(
                .attemptAnswered(.sample(attempt, reported: Ticks(.max))), at: .start)
        }
        accounts.start(three[0], .wide, at: .start)
        #expect(name(accounts.admit(Array(three.prefix(2)), .costOptimized)) == "account-2")
    }

    @Test(
        "The account that just failed is avoided, unless no other is free",
        arguments: Routing.allCases)
    func avoiding(routing: Routing) {
        var accounts = Accounts()
        let two = Array(three.prefix(2))
        for candidate in two {
            #expect(name(accounts.admit(two, routing, avoiding: candidate.name)) != candidate.name)
        }
        accounts.coolDown(two[0], until: .start.advanced(milliseconds: 1), at: .start)
        #expect(name(accounts.admit(two, routing, avoiding: "account-2")) == "account-2")
        #expect(name(accounts.admit([two[1]], routing, avoiding: "account-2")) == "account-2")
    }

    @Test("No routing ever picks an account that is full, resting or disabled")
    func onlyFree() {
        var random = SeededGenerator("only free accounts")
        let limit = RateLimit(requests: 2, windowMs: 1_000)
        for _ in 0..<300 {
            var accounts = Accounts()
            let free = three.filter { _ in random.isOne(in: 2) }
            for candidate in three where !free.contains(candidate) {
                switch Int.random(in: 0...2, using: &random) {
                case 0: accounts.disable(candidate)
                case 1:
                    let until = Timestamp.start.advanced(milliseconds: 5)
                    accounts.coolDown(candidate, until: until, at: .start)
                default: for _ in 0..<2 { accounts.start(candidate, limit, at: .start) }
                }
            }
            let avoiding = three.randomElement(using: &random)?.name
            for routing in Routing.allCases {
                let admission = accounts.admit(three, routing, limit, avoiding: avoiding)
                if case .granted(let candidate) = admission {
                    #expect(free.contains(candidate))
                    #expect(candidate.name != avoiding || free == [candidate])
                } else {
                    #expect(free.isEmpty)
                }
            }
        }
    }
}
