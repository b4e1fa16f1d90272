import Ledger
import LedgerStore
import Testing

@testable import Orchestration
@testable import Projections

@Suite("Where the admission of requests starts from")
struct StandingsTests {
    @Test(
        "The standings at any position are those of a fold over the log up to there",
        arguments: [51, 52, .random(in: 1_000...999_999_999)] as [UInt64])
    func standings(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = seed.isMultiple(of: 2)
        while history.recorded.count < 700 { try await history.step() }
        let tables = try home.openTables()
        var fold = AdmissionState()
        var folded = 0
        for position in stride(from: 1, through: history.recorded.count, by: 7) {
            while folded < position {
                fold.evolve(history.recorded[folded])
                folded += 1
            }
            try tables.live.advance(to: Int64(position), from: tables.source)
            let standings = try tables.accountStandings()
            #expect(standings.position == Int64(position))
            let now = history.recorded[position - 1].recordedAt
            compare(standings, fold, now: now, "seed \(seed), position \(position)")
        }
        #expect(fold.standings.count == 3)
        await history.log.close()
    }

    private func compare(
        _ found: AccountStandings, _ fold: AdmissionState, now: Timestamp, _ place: Comment
    ) {
        #expect(Set(found.accounts.map(\.key)) == Set(fold.standings.keys), place)
        let yesterday = BudgetDay(
            number: now.microseconds / 1000 / BudgetDay.millisecondsOfDay - 1)
        for (day, keys) in fold.days where day >= yesterday {
            for (key, spending) in keys {
                let rows = found.days.filter { $0.day == day.number && $0.key == key }
                #expect(rows.map(\.settled) == [spending.settled], place)
                #expect(rows.map(\.held) == [spending.held], place)
            }
        }
        let recent = now.advanced(milliseconds: -120_000)
        for account in found.accounts {
            guard let expected = fold.standings[account.key] else { continue }
            #expect(account.name == expected.name, place)
            #expect(account.settled == expected.settled, place)
            #expect(account.held == expected.held, place)
            #expect(account.unpriced == expected.unpriced, place)
            #expect(account.requests == expected.requests, place)
            #expect(account.openAttempts == expected.openAttempts, place)
            #expect(account.cooledDownUntil == expected.cooledDownUntil, place)
            #expect(account.disabled == expected.disabled, place)
            #expect(account.setbacks == expected.setbacks, place)
            #expect(account.team == expected.team, place)
            #expect(
                account.permits.map(arrival).filter { $0 >= recent }.sorted()
                    == expected.permits.map(\.startedAt).filter { $0 >= recent }, place)
        }
    }

    /// When the request was at the provider at the latest, by the rule of admission.
    private func arrival(_ permit: AccountStandings.Permit) -> Timestamp {
        let latest = permit.startedAt.advanced(milliseconds: RateLimit.transitMsMax)
        return min(max(permit.endedAt ?? permit.startedAt, permit.startedAt), latest)
    }

    @Test("The last key is that of the last request, whatever happened since")
    func lastKey() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 61)
        while history.recorded.count < 200 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let keys = history.recorded.compactMap { event -> String? in
            if case .attemptStarted(let body) = event.event { return body.attempt.key }
            return nil
        }
        #expect(try tables.accountStandings().lastKey == keys.last)
        await history.log.close()
    }

    @Test("A ledger in which nothing was asked has no accounts")
    func fresh() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 71)
        let tables = try home.openTables()
        #expect(
            try tables.accountStandings()
                == AccountStandings(position: 0, accounts: [], lastKey: nil, days: []))
        try tables.catchUp()
        #expect(
            try tables.accountStandings()
                == AccountStandings(position: 1, accounts: [], lastKey: nil, days: []))
        await history.log.close()
    }
}
