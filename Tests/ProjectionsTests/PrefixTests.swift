import Foundation
import GRDB
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("Tables that grow with the log equal tables that are made again")
struct PrefixTests {
    static let seeds: [UInt64] = [1, 2, 3, .random(in: 1_000...999_999_999)]

    @Test(
        "After every event, caught up one by one or made at once, every row is the same",
        arguments: seeds)
    func everyPrefix(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = seed.isMultiple(of: 2)
        let tables = try home.openTables()
        var types: Set<String> = []
        while history.recorded.count < 160 {
            let before = history.recorded.count
            try await history.step()
            guard history.recorded.count > before else { continue }
            types.formUnion(history.recorded[before...].map(\.event.type))
            // Event by event, as if somebody had looked in between.
            for position in before + 1...history.recorded.count {
                try tables.live.advance(to: Int64(position), from: tables.source)
            }
            let rebuilt = try tables.fill(to: Int64(history.recorded.count))
            #expect(try tables.live.firstDifference(from: rebuilt) == nil, "seed \(seed)")
            let (live, made) = (try tables.live.dump(), try rebuilt.dump())
            try #require(live == made, "seed \(seed), position \(history.recorded.count)")
            try rebuilt.queue.close()
        }
        #expect(types.count > 12, "seed \(seed) is dull: \(types.sorted())")
        await history.log.close()
    }

    /// `GROK_HISTORIES` says how many random histories are tried; 4 if it says nothing.
    private static let histories =
        ProcessInfo.processInfo.environment["GROK_HISTORIES"].flatMap { UInt64($0) } ?? 4

    @Test("At every prefix of many random histories both ways give the same canonical dump")
    func everyPrefixOfMany() async throws {
        let first = UInt64.random(in: 1_000_000...999_999_999)
        print("\(Self.histories) histories, seeds \(first)...\(first + Self.histories - 1)")
        var prefixes = 0
        try await withThrowingTaskGroup { group in
            for lane in 0..<2 as Range<UInt64> {
                group.addTask {
                    var prefixes = 0
                    for number in stride(from: lane, to: Self.histories, by: 2) {
                        prefixes += try await Self.compare(seed: first + number, events: 60)
                    }
                    return prefixes
                }
            }
            for try await count in group { prefixes += count }
        }
        print("\(prefixes) prefixes of \(Self.histories) histories are the same")
        #expect(prefixes >= Int(Self.histories) * 50)
    }

    /// Compares after every event, and returns how many there were.
    private static func compare(seed: UInt64, events: Int) async throws -> Int {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        while history.recorded.count < events { try await history.step() }
        let tables = try home.openTables()
        for position in 1...Int64(history.recorded.count) {
            try tables.live.advance(to: position, from: tables.source)
            let rebuilt = try tables.fill(to: position)
            let (live, made) = (try tables.live.dump(), try rebuilt.dump())
            try #require(live == made, "seed \(seed), position \(position)")
            try rebuilt.queue.close()
        }
        await history.log.close()
        return history.recorded.count
    }

    @Test("Wherever catch-ups begin and end, the tables are the same", arguments: seeds)
    func anySplit(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = seed.isMultiple(of: 2)
        var random = SeededGenerator(seed: seed)
        while history.recorded.count < 900 { try await history.step() }
        let tables = try home.openTables()
        var position: Int64 = 0
        let head = Int64(history.recorded.count)
        while position < head {
            position = min(head, position + .random(in: 1...120, using: &random))
            try tables.live.advance(to: position, from: tables.source)
        }
        let rebuilt = try tables.fill(to: head)
        #expect(try tables.live.dump() == rebuilt.dump(), "seed \(seed)")
        #expect(try tables.live.firstDifference(from: rebuilt) == nil, "seed \(seed)")
        try rebuilt.queue.close()
        let report = try tables.rebuild()
        #expect(report.isEqual && report.wasComparable && report.events == head)
        await history.log.close()
    }
}
