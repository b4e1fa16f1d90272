import Foundation
import GRDB
import Glibc
import Ledger
import LedgerStore
import Testing

@Suite("Bad homes are refused in one sentence, and nothing is written")
struct BadHomeTests {
    private let home = TemporaryHome()

    /// Both ways of opening refuse with the same error, and leave every file as it was.
    private func expectRefusal(
        _ expected: LedgerStoreError, directory: String? = nil,
        kind: LedgerStoreError.Kind, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let before = try snapshot()
        let writing = #expect(throws: LedgerStoreError.self, sourceLocation: sourceLocation) {
            try EventLog.open(
                directory: directory ?? home.path, world: .live, program: "grok/test")
        }
        #expect(writing == expected, sourceLocation: sourceLocation)
        let reading = #expect(throws: LedgerStoreError.self, sourceLocation: sourceLocation) {
            _ = try LedgerReader.openIfPresent(directory: directory ?? home.path)
        }
        #expect(reading == expected, sourceLocation: sourceLocation)
        #expect(writing?.kind == kind, sourceLocation: sourceLocation)
        #expect(try snapshot() == before, sourceLocation: sourceLocation)
    }

    private func snapshot() throws -> [String: Data?] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: home.path)
        return Dictionary(
            uniqueKeysWithValues: names.map {
                ($0, FileManager.default.contents(atPath: home.path + "/" + $0))
            })
    }

    private func makeHome() throws {
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
    }

    @Test("A home that is a file")
    func file() throws {
        try makeHome()
        let path = home.path + "/file"
        try Data("text".utf8).write(to: URL(fileURLWithPath: path))
        try expectRefusal(
            .homeIsNotAFolder(path: path), directory: path, kind: .configuration)
        try expectRefusal(
            .homeIsNotAFolder(path: path), directory: path + "/below", kind: .configuration)
        #expect(LedgerStoreError.homeIsNotAFolder(path: "/x").description == "/x is not a folder")
    }

    @Test("A ledger.db that is a text")
    func text() throws {
        try makeHome()
        try Data("this is not a database, but it is long enough to look at".utf8)
            .write(to: URL(fileURLWithPath: home.files.database))
        try expectRefusal(.notALedger(path: home.files.database), kind: .badData)
    }

    @Test(
        "A ledger.db torn in its first write is made again, one that held something before is not",
        arguments: [UInt8(0), 1])
    func tornBirth(pagesBefore: UInt8) async throws {
        try makeHome()
        try Data(count: 4_096).write(to: URL(fileURLWithPath: home.files.database))
        let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        let counts: [UInt8] = [0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, pagesBefore]
        let sizes: [UInt8] = [0, 0, 2, 0, 0, 0, 0x10, 0]
        let head = Data(magic + counts + sizes)
        try (head + Data(count: 512 - head.count))
            .write(to: URL(fileURLWithPath: home.files.database + "-journal"))
        if pagesBefore == 0 {
            let log = try home.open()
            #expect(try await log.append([try .some("a")]).map(\.position) == [2])
        } else {
            try expectRefusal(.notALedger(path: home.files.database), kind: .badData)
        }
    }

    @Test("A ledger.db that is a folder")
    func folder() throws {
        try FileManager.default.createDirectory(
            atPath: home.files.database, withIntermediateDirectories: true)
        try expectRefusal(.notALedger(path: home.files.database), kind: .badData)
    }

    @Test(
        "A ledger.db that is another program's database",
        arguments: ["", "PRAGMA application_id = 7"])
    func otherDatabase(sql: String) throws {
        try makeHome()
        try home.sql("CREATE TABLE notes (text); " + sql)
        try expectRefusal(.notALedger(path: home.files.database), kind: .badData)
    }

    @Test("A ledger of a newer format")
    func newer() async throws {
        await (try home.open()).close()
        try home.sql("PRAGMA user_version = 9")
        try home.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        try expectRefusal(
            .newerFormat(path: home.files.database, found: 9, known: 1), kind: .badData)
    }

    @Test("A ledger of a newer format whose header is still in the write-ahead log")
    func newerInLog() async throws {
        await (try home.open()).close()
        let keeper = try home.open()
        try home.sql("PRAGMA user_version = 9")
        #expect(
            throws: LedgerStoreError.newerFormat(path: home.files.database, found: 9, known: 1)
        ) { try home.open() }
        #expect(
            throws: LedgerStoreError.newerFormat(path: home.files.database, found: 9, known: 1)
        ) { try LedgerReader.open(directory: home.path) }
        await keeper.close()
    }

    @Test("A ledger of the other world")
    func otherWorld() async throws {
        await (try home.open(world: .simulated)).close()
        let before = try snapshot()
        let error = #expect(throws: LedgerStoreError.self) { try home.open(world: .live) }
        #expect(
            error?.description == "\(home.files.database) belongs to the simulated world, "
                + "not to the live one")
        #expect(error?.kind == .configuration)
        #expect(try snapshot().keys.sorted() == before.keys.sorted())
        #expect(try LedgerReader.open(directory: home.path).world == .simulated)
    }

    @Test("A write-ahead log whose database is gone")
    func logAlone() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        await log.close()
        try FileManager.default.removeItem(atPath: home.files.database)
        let error = #expect(throws: LedgerStoreError.self) { try home.open() }
        #expect(error == .logWithoutLedger(path: home.files.database))
        #expect(!FileManager.default.fileExists(atPath: home.files.database))
    }

    @Test("A head that does not fit the events")
    func badHead() async throws {
        await (try home.open()).close()
        try home.sql("DROP TRIGGER head_update; UPDATE head SET root = zeroblob(32)")
        let error = #expect(throws: LedgerStoreError.self) { try home.open() }
        #expect(error?.kind == .badData)
        #expect(error?.description.contains("do not fit together") == true)
    }

    @Test("A folder in which nothing may be written: reading works, writing is refused")
    func readOnlyFolder() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        await log.close()
        // Nothing beside the database: SQLite would have to make files that it may not make.
        let copy = TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: copy.path, withIntermediateDirectories: true)
        try home.sql("PRAGMA wal_checkpoint(TRUNCATE)")
        try FileManager.default.copyItem(
            atPath: home.files.database, toPath: copy.files.database)
        for path in [home.path, copy.path] {
            try makeReadOnly(path)
        }
        defer {
            chmod(home.path, 0o700)
            chmod(copy.path, 0o700)
        }
        await #expect(processExitsWith: .success) {
            [whole = home.path as String, copy = copy.path as String] in
            if geteuid() == 0 { try #require(seteuid(65_534) == 0) }
            for path in [whole, copy] {
                let reader = try LedgerReader.open(directory: path)
                try #require(reader.head().size == 2)
                try #require(reader.events(after: 0, limit: 9).count == 2)
                try #require(Verifier(reader).run(deep: true).ok)
                let error = #expect(throws: LedgerStoreError.self) {
                    try EventLog.open(directory: path, world: .live, program: "test")
                }
                try #require(
                    error == .cannotWrite(path: path, reason: "Permission denied"))
                try #require(error?.kind == .inputOutput)
            }
        }
        #expect(copy.contents == ["ledger.db"])
    }

    @Test("A file whose log was being copied into it when the process was killed opens")
    func halfCopiedLog() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        await log.close()
        let size = try log.reader.head().size
        // Every page goes through the log, and of the file itself only the first is left, which
        // says how many there should be.
        let copy = TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: copy.path, withIntermediateDirectories: true)
        let database = try DatabaseQueue(path: home.files.database)
        try await database.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0; VACUUM")
            for name in ["ledger.db", "ledger.db-wal"] {
                try FileManager.default.copyItem(
                    atPath: home.path + "/" + name, toPath: copy.path + "/" + name)
            }
        }
        try #require(truncate(copy.files.database, 4_096) == 0)
        #expect(try LedgerReader.open(directory: copy.path).head().size == size)
        await (try copy.open()).close()
        #expect(try Verifier(try LedgerReader.open(directory: copy.path)).run(deep: true).ok)
    }

    @Test("A ledger.db that may not be written: reading works, writing is refused")
    func readOnlyFile() async throws {
        await (try home.open()).close()
        if geteuid() == 0 {
            for name in [""] + home.contents {
                try #require(chown(home.path + "/" + name, 65_534, 65_534) == 0)
            }
        }
        try #require(chmod(home.files.database, 0o400) == 0)
        await #expect(processExitsWith: .success) { [path = home.path as String] in
            if geteuid() == 0 { try #require(seteuid(65_534) == 0) }
            try #require(LedgerReader.open(directory: path).head().size == 1)
            let error = #expect(throws: LedgerStoreError.self) {
                try EventLog.open(directory: path, world: .live, program: "test")
            }
            try #require(
                error == .cannotWrite(path: path + "/ledger.db", reason: "it is read-only"))
        }
    }

    @Test("A new home in a folder in which nothing may be written")
    func cannotMakeHome() async throws {
        try makeHome()
        try makeReadOnly(home.path)
        defer { chmod(home.path, 0o700) }
        await #expect(processExitsWith: .success) { [path = home.path as String] in
            if geteuid() == 0 { try #require(seteuid(65_534) == 0) }
            let error = #expect(throws: LedgerStoreError.self) {
                try EventLog.open(directory: path + "/new", world: .live, program: "test")
            }
            try #require(
                error == .cannotWrite(path: path + "/new", reason: "Permission denied"))
        }
    }

    /// Gives a folder and its files to whoever will try, who may only read the folder.
    private func makeReadOnly(_ path: String) throws {
        if geteuid() == 0 {
            for name in [""] + (try FileManager.default.contentsOfDirectory(atPath: path)) {
                try #require(chown(path + "/" + name, 65_534, 65_534) == 0)
            }
        }
        try #require(chmod(path, 0o500) == 0)
    }
}
