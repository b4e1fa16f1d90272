import Foundation
import GRDB
import Glibc
import Ledger
import LedgerStore
import Testing

@Suite("Opening")
struct OpeningTests {
    private let home = TemporaryHome()

    private func mode(_ name: String = "") throws -> mode_t {
        var status = stat()
        try #require(stat(home.path + "/" + name, &status) == 0, "\(name)")
        return status.st_mode & 0o7777
    }

    @Test("The files are for the owner only, whatever the umask")
    func modes() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        #expect(try mode() == 0o700)
        #expect(home.contents == ["ledger.db", "ledger.db-shm", "ledger.db-wal", "ledger.lock"])
        for name in home.contents {
            #expect(try mode(name) == 0o600, "\(name)")
        }
        guard
            case .acquired(let lease) = try RunLease.acquire(
                directory: home.path, task: TaskID(random: 1))
        else {
            Issue.record("not acquired")
            return
        }
        #expect(try mode("runs") == 0o700)
        #expect(try mode("runs/\(lease.task.text).lock") == 0o600)
    }

    @Test("The file says what it is to anybody who looks")
    func header() async throws {
        let log = try home.open()
        await log.close()
        let bytes = try Data(contentsOf: URL(fileURLWithPath: home.files.database))
        #expect(bytes.prefix(15) == Data("SQLite format 3".utf8))
        #expect(Array(bytes[60..<64]) == [0, 0, 0, 1])
        #expect(String(decoding: bytes[68..<72], as: UTF8.self) == "GrkL")
        // Write-ahead log.
        #expect(Array(bytes[18..<20]) == [2, 2])
        #expect(try home.fetch("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%STRICT%'") == 4)
    }

    @Test("Every setting of a connection is kept", arguments: [true, false])
    func settings(writing: Bool) throws {
        _ = try home.open()
        let queue = try ConnectionSettings.open(
            path: home.files.database, access: writing ? .writing : .reading)
        try queue.unsafeRead { (database) throws in
            func value(_ name: String) throws -> String? {
                try String.fetchOne(database, sql: "PRAGMA \(name)")
            }
            #expect(try value("journal_mode") == "wal")
            #expect(try value("mmap_size") == "0")
            #expect(try value("wal_autocheckpoint") == "0")
            #expect(try value("foreign_keys") == "1")
            #expect(try value("trusted_schema") == "0")
            #expect(try value("recursive_triggers") == "1")
            #expect(try value("busy_timeout") == "60000")
            if writing {
                #expect(try value("synchronous") == "2")
                // Defensive mode: the schema cannot be edited as a table.
                try database.execute(sql: "PRAGMA writable_schema = ON")
                #expect(throws: DatabaseError.self) {
                    try database.execute(sql: "DELETE FROM sqlite_schema")
                }
            } else {
                #expect(try value("query_only") == "1")
                #expect(throws: DatabaseError.self) {
                    try database.execute(sql: "CREATE TABLE x (y)")
                }
            }
        }
        try queue.close()
    }

    @Test("A setting that SQLite does not keep is named with both values")
    func settingNotKept() throws {
        let error = #expect(throws: LedgerStoreError.self) {
            try DatabaseQueue().writeWithoutTransaction {
                try ConnectionSettings.set("page_count", 9, in: $0)
            }
        }
        #expect(error == .settingNotKept(name: "page_count", wanted: "9", found: "0"))
    }

    @Test("Closing leaves the write-ahead log alone")
    func noCheckpointOnClose() async throws {
        let log = try home.open()
        let blob = try log.blob(
            String((0..<9_000).map { Character(Unicode.Scalar(UInt8($0 % 95 + 32))) }))
        _ = try await log.append([try .some()], blobs: [blob])
        await log.close()
        let size = try FileManager.default.attributesOfItem(atPath: home.files.log)[.size] as? Int
        #expect((size ?? 0) > 0)
        let again = try home.open()
        #expect(try again.reader.head().size == 2)
    }

    @Test("The write-ahead log is copied when it passes 4 MiB, used again, and emptied at the end")
    func checkpoint() async throws {
        let log = try home.open()
        // About 400 kB that do not compress.
        let noise = (0..<33_000).map { _ in
            String(UInt64.random(in: .min ... .max), radix: 36)
        }.joined()
        for number in 0..<30 {
            _ = try await log.append(
                [try .some()], blobs: [try log.blob("\(number) \(noise)")])
        }
        func size() throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: home.files.log)[.size] as? Int
        }
        let open = try #require(try size())
        #expect(open > 4_000_000)
        #expect(open < 6_000_000)
        await log.close()
        #expect(try size() == 0)
        #expect(try Verifier(try LedgerReader.open(directory: home.path)).run(deep: true).ok)
    }

    @Test("Reading an empty home creates nothing, not even the home")
    func readingNothing() throws {
        #expect(try LedgerReader.openIfPresent(directory: home.path) == nil)
        #expect(throws: LedgerStoreError.noLedger(directory: home.path)) {
            try LedgerReader.open(directory: home.path)
        }
        #expect(!FileManager.default.fileExists(atPath: home.path))
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        #expect(try LedgerReader.openIfPresent(directory: home.path) == nil)
        #expect(home.contents == [])
    }

    @Test("A home below folders that are missing is made with them")
    func deepHome() async throws {
        let log = try EventLog.open(
            directory: home.path + "/a/b/", world: .live, program: "test")
        await log.close()
        #expect(try mode("a") == 0o700)
        #expect(try mode("a/b") == 0o700)
        #expect(log.reader.files.database == home.path + "/a/b/ledger.db")
    }

    @Test("A home with signs that mean something in a URI or in SQL works")
    func strangePath() async throws {
        let path = home.path + "/50% of #1? it's \"this\" é"
        let log = try EventLog.open(directory: path, world: .live, program: "test")
        _ = try await log.append([try .some()])
        await log.close()
        #expect(try LedgerReader.open(directory: path).head().size == 2)
    }

    @Test("A file that is empty, left by a process that died, is completed")
    func unborn() async throws {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        let made = FileManager.default.createFile(
            atPath: home.files.database, contents: nil, attributes: [.posixPermissions: 0o644])
        #expect(made)
        #expect(try LedgerReader.openIfPresent(directory: home.path) == nil)
        let log = try home.open()
        #expect(try log.reader.head().size == 1)
        #expect(try mode("ledger.db") == 0o600)
    }

    @Test("A file that has our mark and nothing else is completed")
    func halfBorn() async throws {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        try home.sql("PRAGMA application_id = \(LedgerFormat.application)")
        #expect(try LedgerReader.openIfPresent(directory: home.path) == nil)
        let log = try home.open()
        #expect(try Verifier(log.reader).run().ok)
        try home.sql("PRAGMA user_version")
    }
}
