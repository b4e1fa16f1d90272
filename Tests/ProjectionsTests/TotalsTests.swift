import GRDB
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("What tables and log add up to")
struct TotalsTests {
    @Test(
        "At the tables' position, every table adds up to what the log does",
        arguments: [31, 32, .random(in: 1_000...999_999_999)] as [UInt64])
    func equal(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = seed.isMultiple(of: 2)
        while history.recorded.count < 600 { try await history.step() }
        let reader = history.log.reader
        #expect(try ProjectionTotals.read(reader) == nil)
        let tables = try home.openTables()
        try tables.catchUp()
        let position = Int64(history.recorded.count)
        while history.recorded.count < 700 { try await history.step() }

        var law = LedgerLaw()
        var breaches: [LedgerLaw.Breach] = []
        try reader.forEach(from: 1, to: position) { record in
            record.withColumns { breaches += [law.add($0)].compactMap { $0 } }
        }
        #expect(breaches == [], "seed \(seed)")
        let found = try #require(try ProjectionTotals.read(reader))
        #expect(found.position == position)
        #expect(
            found.tables.map(\.name)
                == ["tasks", "accounts", "stats_days", "stats_quarters", "stats_totals"])
        for table in found.tables {
            #expect(table.attempts == nil || table.attempts == law.totals.attempts)
            #expect(table.answered == law.totals.answered, "seed \(seed), \(table.name)")
            #expect(table.failed == law.totals.failed)
            #expect(table.unknown == law.totals.unknown)
            #expect(table.promptTokens == law.totals.promptTokens)
            #expect(table.cachedTokens == law.totals.cachedTokens)
            #expect(table.completionTokens == law.totals.completionTokens)
            #expect(table.reasoningTokens == law.totals.reasoningTokens)
            #expect(table.ticks == law.totals.ticks, "seed \(seed), \(table.name)")
        }
        #expect(law.totals.ticks > 0 && law.totals.unknown > 0 && law.totals.failed > 0)
        await history.log.close()
    }

    @Test("Tables of another ledger, and a file that is none, are not looked at")
    func others() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 33)
        while history.recorded.count < 50 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try ProjectionTotals.read(history.log.reader) != nil)
        try await tables.live.queue.write {
            try $0.execute(sql: "UPDATE checkpoint SET ledger = 'another'")
        }
        #expect(try ProjectionTotals.read(history.log.reader) == nil)
        await history.log.close()
    }
}
