import Dispatch
import Foundation
import GRDB
import Ledger
import LedgerStore
import Synchronization
import Testing

@testable import Projections

@Suite("Many at once")
struct ConcurrencyTests {
    @Test("Eight that open and catch up at the same moment all succeed and see the same")
    func eightAtOnce() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 13)
        while history.recorded.count < 300 { try await history.step() }
        let found = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let result = Result {
                let tables = try home.openTables()
                try tables.catchUp()
                return try tables.costs(by: .account).total
            }
            found.withLock { $0.append(String(describing: result)) }
        }
        let results = found.withLock { $0 }
        #expect(results.count == 8 && Set(results).count == 1, "\(results)")
        #expect(results.allSatisfy { $0.hasPrefix("success") })
        await history.log.close()
    }

    private final class Progress: Sendable {
        let isOver = Mutex(false)
        let failures = Mutex<[String]>([])
    }

    @Test("Readers who catch up while somebody appends and somebody rebuilds never fail or go back")
    func whileAppending() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 17)
        while history.recorded.count < 100 { try await history.step() }
        let progress = Progress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<4 {
                let tables = try home.openTables()
                group.addTask {
                    var last: Int64 = 0
                    repeat {
                        do {
                            if number == 3 {
                                let report = try tables.rebuild()
                                #expect(
                                    report.isEqual, "\(String(describing: report.firstDifference))")
                            }
                            try tables.catchUp()
                            let position = try tables.live.checkpoint()?.position ?? 0
                            #expect(position >= last)
                            last = position
                            let total = try tables.costs(by: .account).total
                            #expect(try total.ticks <= tables.costs(by: .task).total.ticks)
                        } catch {
                            progress.failures.withLock { $0.append("\(error)") }
                        }
                        await Task.yield()
                    } while !progress.isOver.withLock { $0 }
                }
            }
            while history.recorded.count < 400 { try await history.step() }
            progress.isOver.withLock { $0 = true }
            try await group.waitForAll()
        }
        #expect(progress.failures.withLock { $0 }.isEmpty)
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == tables.fill(to: Int64(history.recorded.count)).dump())
        await history.log.close()
    }

    @Test("Nothing is locked or written when the tables are up to date")
    func upToDate() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 19)
        while history.recorded.count < 50 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let changes = try changesMade(tables)
        let size = ProjectionFiles.size(home.database + "-wal")
        // Somebody holds the lock: who had to wait for it would wait for ever.
        let lock = ProjectionLock(path: home.path + "/orchestration.lock") { _ in }
        try lock.hold {
            try tables.catchUp()
            let other = try home.openTables()
            try other.catchUp()
            _ = try other.costs(by: .day)
        }
        #expect(try changesMade(tables) == changes)
        #expect(ProjectionFiles.size(home.database + "-wal") == size)
        await history.log.close()
    }

    private func changesMade(_ tables: OrchestrationDatabase) throws -> Int {
        try tables.live.queue.read { $0.totalChangesCount }
    }

    @Test("Every connection has the settings that keep the file whole")
    func settings() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 23)
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try setting("journal_mode", tables) == "\"wal\"")
        #expect(try setting("synchronous", tables) == "1")
        #expect(try setting("wal_autocheckpoint", tables) == "0")
        #expect(try setting("mmap_size", tables) == "0")
        await history.log.close()
    }

    private func setting(_ name: String, _ tables: OrchestrationDatabase) throws -> String? {
        try tables.live.queue.read { database in
            try Row.fetchOne(database, sql: "PRAGMA \(name)").map {
                ($0[0] as DatabaseValue).description
            }
        }
    }
}
