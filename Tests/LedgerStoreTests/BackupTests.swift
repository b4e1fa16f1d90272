import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Backup and restore")
struct BackupTests {
    private let home = TemporaryHome()
    private let other = TemporaryHome()
    private var folder: String { home.path + "-backup" }

    private func withBackupRemoved(_ body: () async throws -> Void) async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body()
    }

    private func fill(_ log: EventLog, events: Int) async throws {
        for index in 0..<events {
            let blob = try log.blob(String(repeating: "text \(index) ", count: 40))
            _ = try await log.append([try .citing(blob)], blobs: [blob])
        }
    }

    private func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: home.path + "/" + name))
    }

    @Test("A backup taken while others write is a ledger of one moment, and can be restored")
    func whileWriting() async throws {
        try await withBackupRemoved {
            let log = try home.open()
            try await fill(log, events: 500)
            let writing = Task { try await fill(log, events: 2_000) }
            let report = try LedgerBackup(log.reader).write(to: folder)
            try await writing.value
            #expect(report.ok)
            #expect((501...2_501).contains(report.events))
            #expect(try log.reader.head().size == 2_501)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ledger.db"])
            let restored = try LedgerRestore(source: folder, world: .live).run(into: other.path)
            #expect(restored.root == report.root)
            #expect(other.contents == ["ledger.db", "ledger.lock"])
            let again = try other.open()
            #expect(again.ledgerID == log.ledgerID)
            try await fill(again, events: 3)
            #expect(try Verifier(again.reader).run(deep: true).events == report.events + 3)
            await again.close()
            await log.close()
        }
    }

    @Test("What cannot be made again comes along: checkpoints and keys, for the owner only")
    func companions() async throws {
        try await withBackupRemoved {
            let log = try home.open()
            try await fill(log, events: 3)
            try write("checkpoint", to: "checkpoints.txt")
            try write("secret", to: "fingerprint.key")
            try write("tables", to: "orchestration.db")
            _ = try LedgerBackup(log.reader).write(to: folder)
            let names = ["checkpoints.txt", "fingerprint.key", "ledger.db"]
            let found = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            #expect(found == names)
            for name in names {
                let attributes = try FileManager.default.attributesOfItem(
                    atPath: folder + "/" + name)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            _ = try LedgerRestore(source: folder, world: .live).run(into: other.path)
            #expect(other.contents == names + ["ledger.lock"])
            let secret = try String(
                contentsOfFile: other.path + "/fingerprint.key", encoding: .utf8)
            #expect(secret == "secret")
            await log.close()
        }
    }

    @Test("Nothing is overwritten, and a ledger that does not verify gets no backup")
    func refusals() async throws {
        try await withBackupRemoved {
            let log = try home.open()
            try await fill(log, events: 5)
            let missing = home.path + "/no/folder"
            #expect(throws: LedgerStoreError.self) {
                try LedgerBackup(log.reader).write(to: missing)
            }
            try home.sql("DROP TRIGGER events_update")
            try home.sql("UPDATE events SET actor = 'else' WHERE position = 3")
            let error = #expect(throws: TransferError.self) {
                try LedgerBackup(log.reader).write(to: folder)
            }
            #expect(error?.kind == .verification)
            #expect(!FileManager.default.fileExists(atPath: folder))
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false)
            #expect(throws: TransferError.exists(path: folder)) {
                try LedgerBackup(log.reader).write(to: folder)
            }
            await log.close()
        }
    }

    @Test(
        "A backup that does not verify is refused, and nothing stays behind",
        arguments: [
            "UPDATE events SET recorded_at = 1 WHERE position = 2",
            "DELETE FROM events WHERE position = 4",
            "UPDATE blobs SET size = 4294967296 WHERE rowid = 2",
            "UPDATE blobs SET salt = zeroblob(16) WHERE rowid = 3",
            "UPDATE blobs SET digest = NULL, salt = NULL, data = NULL WHERE rowid = 1",
            "DELETE FROM blobs WHERE rowid = 1",
        ])
    func damaged(change: String) async throws {
        try await withBackupRemoved {
            let log = try home.open()
            try await fill(log, events: 5)
            _ = try LedgerBackup(log.reader).write(to: folder)
            await log.close()
            let queue = try DatabaseQueue(path: folder + "/ledger.db")
            try await queue.writeWithoutTransaction { database in
                let triggers = try Row.fetchAll(
                    database, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
                for trigger in triggers {
                    try database.execute(sql: "DROP TRIGGER \(trigger["name"] as String)")
                }
                try database.execute(sql: change)
                for trigger in triggers { try database.execute(sql: trigger["sql"] as String) }
            }
            try queue.close()
            let error = #expect(throws: TransferError.self) {
                try LedgerRestore(source: folder, world: .live).run(into: other.path)
            }
            #expect(error?.kind == .verification, "\(error as Any)")
            #expect(error?.description.contains(folder) == true)
            #expect(!FileManager.default.fileExists(atPath: other.path))
        }
    }

    @Test("What is no backup, or cut off, is refused with a sentence")
    func noBackup() async throws {
        try await withBackupRemoved {
            let log = try home.open()
            try await fill(log, events: 50)
            _ = try LedgerBackup(log.reader).write(to: folder)
            await log.close()
            #expect(throws: TransferError.self) {
                try LedgerRestore(source: home.path + "/nowhere", world: .live)
            }
            #expect(throws: LedgerStoreError.self) {
                try LedgerRestore(source: folder, world: .simulated).run(into: other.path)
            }
            let path = folder + "/ledger.db"
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            for bytes in [whole.count - 4_096, whole.count / 2, 4_096, 100, 1] {
                try whole.prefix(bytes).write(to: URL(fileURLWithPath: path))
                let error = #expect(throws: (any Error).self, "\(bytes) bytes") {
                    try LedgerRestore(source: folder, world: .live).run(into: other.path)
                }
                #expect("\(error as Any)".contains(NewHomeName.incoming) == false)
                #expect(!FileManager.default.fileExists(atPath: other.path))
            }
            try Data("text".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: LedgerStoreError.notALedger(path: path)) {
                try LedgerRestore(source: folder, world: .live)
            }
        }
    }
}

/// The folder in which a ledger is made: no sentence names it.
private enum NewHomeName {
    static let incoming = "ledger.incoming"
}
