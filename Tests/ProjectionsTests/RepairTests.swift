import Foundation
import GRDB
import Ledger
import LedgerStore
import Migrations
import Testing

@testable import Projections

@Suite("Tables that cannot be used are made again; those of somebody else are left alone")
struct RepairTests {
    /// A home with a history whose tables are up to date.
    private func home(seed: UInt64 = 3, events: Int = 150) async throws -> (TemporaryHome, [String])
    {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        while history.recorded.count < events { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let dump = try tables.live.dump()
        try tables.live.queue.close()
        await history.log.close()
        return (home, dump)
    }

    private func write(_ bytes: Data, to path: String, at offset: UInt64) throws {
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: offset)
        try file.write(contentsOf: bytes)
        try file.close()
    }

    @Test(
        "Tables that nobody finished, or of another version, are made before standings are read",
        arguments: [true, false])
    func unfinished(isNew: Bool) async throws {
        let (home, dump) = try await home()
        let expected = try home.openTables().accountStandings()
        #expect(expected.position > 0)
        if isNew {
            // As whoever was killed, or is just making the tables, leaves them.
            try FileManager.default.removeItem(atPath: home.database)
            try? FileManager.default.removeItem(atPath: home.database + "-wal")
            try? FileManager.default.removeItem(atPath: home.database + "-shm")
            try home.sql("PRAGMA journal_mode = WAL")
            try home.sql("PRAGMA application_id = \(TableFile.application)")
        } else {
            try home.sql("PRAGMA user_version = 1; DROP TABLE accounts")
        }
        let tables = try home.openTables()
        #expect(try tables.accountStandings() == expected)
        #expect(try tables.live.dump() == dump)
    }

    @Test("A file that is no database any more")
    func garbage() async throws {
        let (home, dump) = try await home()
        try Data(repeating: 0x58, count: 50_000).write(to: URL(fileURLWithPath: home.database))
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == dump)
    }

    @Test("A file whose pages are damaged")
    func damagedPages() async throws {
        let (home, dump) = try await home()
        try home.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        for page in 3..<40 as Range<UInt64> {
            try write(Data(repeating: 0xFF, count: 200), to: home.database, at: page * 4_096)
        }
        let tables = try home.openTables()
        try tables.catchUp()
        _ = try tables.costs(by: .task)
        #expect(try tables.live.dump() == dump)
    }

    @Test("A file that was cut off")
    func cut() async throws {
        let (home, dump) = try await home()
        try home.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        let file = try #require(FileHandle(forUpdatingAtPath: home.database))
        try file.truncate(atOffset: 9_000)
        try file.close()
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == dump)
    }

    @Test("An empty file, as a process leaves it that dies while it makes the tables")
    func emptyFile() async throws {
        let (home, dump) = try await home()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.database + suffix)
        }
        try Data().write(to: URL(fileURLWithPath: home.database))
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == dump)
    }

    @Test("Tables of an older version of the program")
    func olderVersion() async throws {
        let (home, dump) = try await home()
        try home.sql("PRAGMA user_version = 2; DROP TABLE agents")
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == dump)
    }

    @Test("Tables of a newer program are refused in a sentence and left as they are")
    func newerVersion() async throws {
        let (home, dump) = try await home()
        let open = try home.openTables()
        try home.sql("PRAGMA user_version = 999")
        let refusal = ProjectionError.newerTables(
            path: home.database, found: 999, known: OrchestrationMigrations.version)
        #expect(throws: refusal) { try home.openTables() }
        // Also for who had them open before.
        #expect(throws: refusal) { try open.catchUp() }
        #expect(throws: refusal) { try open.rebuild() }
        #expect(refusal.kind == .badData)
        #expect(try open.live.dump() == dump)
        let version = try await open.live.queue.read { database in
            try Int.fetchOne(database, sql: "PRAGMA user_version")
        }
        #expect(version == 999)
    }

    @Test("Tables that were made from another ledger")
    func otherLedger() async throws {
        let (home, _) = try await home()
        let (other, dump) = try await self.home(seed: 4, events: 90)
        for file in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + "/" + file)
            try? FileManager.default.copyItem(
                atPath: other.path + "/" + file, toPath: home.path + "/" + file)
        }
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.dump() == dump)
    }

    @Test("Tables that are ahead of a ledger that was restored from an older copy")
    func olderLedger() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 6)
        while history.recorded.count < 60 { try await history.step() }
        let copy = TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: copy.path, withIntermediateDirectories: true)
        let source = try DatabaseQueue(path: home.path + "/ledger.db")
        let target = try DatabaseQueue(path: copy.path + "/ledger.db")
        try source.backup(to: target)
        try source.close()
        try target.close()
        let before = history.recorded.count
        while history.recorded.count < 120 { try await history.step() }
        try home.openTables().catchUp()
        await history.log.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.path + "/ledger.db" + suffix)
        }
        try FileManager.default.copyItem(
            atPath: copy.path + "/ledger.db", toPath: home.path + "/ledger.db")
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.live.checkpoint()?.position == Int64(before))
        let fresh = try tables.fill(to: Int64(before))
        #expect(try tables.live.dump() == fresh.dump())
    }

    @Test("Other default prompts than those that stand in the tables")
    func otherPrompts() async throws {
        let (home, _) = try await home()
        let prompts =
            [DefaultPrompt].samples.dropLast() + [
                DefaultPrompt(name: "new", template: "{{a}}", variablesJSON: "[]", description: "")
            ]
        let tables = try home.openTables(prompts: Array(prompts))
        try tables.catchUp()
        #expect(try home.shell("SELECT name FROM prompts WHERE id = 8") == "new")
        #expect(try tables.statistics().prompts == 8)
    }

    @Test("A database of another program is refused with a sentence and stays as it is")
    func foreign() async throws {
        let (home, _) = try await home()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: home.database + suffix)
        }
        try home.sql("PRAGMA application_id = 77; CREATE TABLE a (b); INSERT INTO a VALUES (5)")
        #expect(throws: ProjectionError.notOurs(path: home.database)) { try home.openTables() }
        #expect(try home.shell("SELECT b FROM a") == "5")
        try home.sql("PRAGMA application_id = 0")
        #expect(throws: ProjectionError.notOurs(path: home.database)) { try home.openTables() }
        let sentence = ProjectionError.notOurs(path: "x").description
        #expect(sentence == "x was not made by this program, so it is left alone; move it away")
    }

    @Test("Rows that somebody changed are found by a rebuild, told, and put right")
    func changedRow() async throws {
        let (home, dump) = try await home()
        try home.sql(
            "UPDATE attempts SET ticks = 1 WHERE state = 'answered'; DELETE FROM documents")
        let tables = try home.openTables()
        let report = try tables.rebuild()
        let difference = try #require(report.firstDifference)
        #expect(!report.isEqual && report.wasComparable)
        #expect(difference.description.hasPrefix("row "))
        #expect(try tables.live.dump() == dump)
        #expect(try tables.rebuild().isEqual)
    }

    @Test("A rebuild tells a row too many and a row too few")
    func missingAndExtraRows() async throws {
        let (home, _) = try await home()
        try home.sql("DELETE FROM conversations WHERE id = 3")
        let tables = try home.openTables()
        let missing = try #require(try tables.rebuild().firstDifference)
        #expect(missing.table == "conversations" && missing.row == "3" && missing.found == nil)
        try home.sql("INSERT INTO documents (task_id, title, content) VALUES ('a', 'b', 'c')")
        let extra = try #require(try tables.rebuild().firstDifference)
        #expect(extra.table == "documents" && extra.expected == nil)
        #expect(extra.found?.contains("'b'") == true)
    }

    @Test("What a rebuild that was killed left behind is gone after the next one who writes")
    func junk() async throws {
        let (home, dump) = try await home()
        for suffix in ["", "-journal"] {
            try Data(repeating: 1, count: 5_000)
                .write(to: URL(fileURLWithPath: home.path + "/orchestration.rebuild.db" + suffix))
        }
        let tables = try home.openTables()
        #expect(try tables.rebuild().isEqual)
        #expect(try tables.live.dump() == dump)
        #expect(!home.contents.contains { $0.contains("rebuild") })
    }

    @Test("A home without a ledger stays as empty as it was")
    func nothingToRead() throws {
        let home = TemporaryHome()
        #expect(try OrchestrationDatabase.openIfPresent(directory: home.path, prompts: []) == nil)
        #expect(!FileManager.default.fileExists(atPath: home.path))
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        #expect(try OrchestrationDatabase.openIfPresent(directory: home.path, prompts: []) == nil)
        #expect(home.contents.isEmpty)
        let statistics = Statistics.empty(directory: home.path, prompts: .samples)
        #expect(statistics.prompts == 8 && statistics.conversations == 0)
        #expect(statistics.path == home.database)
    }

    @Test("The files are for their owner only")
    func rights() async throws {
        let (home, _) = try await home()
        for file in home.contents where file.hasPrefix("orchestration") {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: home.path + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }
}
