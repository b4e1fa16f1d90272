internal import Foundation
internal import GRDB
package import Ledger
internal import Migrations

/// Makes a ledger of a whole export: the same lines at the same positions, and so the same root.
package struct LedgerImporter {
    private let path: String
    private let head: ExportHead?
    private let expected: Hash
    private let world: World
    /// Nil without texts.
    private let texts: String?

    /// What was imported.
    package struct Report: Hashable, Sendable {
        package let ledger: EventID
        package let head: TreeHead
        /// How many texts came along; nil without them.
        package let texts: Int64?
    }

    /// Looks at what lies beside the export at `path`.
    ///
    /// - Parameters:
    ///   - root: The root that it must have, if somebody kept it; otherwise that of `path.head`.
    ///   - world: The world of the home that it goes to.
    package init(path: String, root: Hash?, world: World) throws {
        self.path = path
        self.world = world
        head = try ExportHead.beside(path)
        guard head?.filter == nil else { throw TransferError.filtered(path: path) }
        guard let expected = root ?? head.flatMap({ Hash(hexadecimal: $0.root) }) else {
            _ = try LineSource(path: path)
            throw TransferError.endUnknown(path: path)
        }
        self.expected = expected
        let blobs = path + ".blobs"
        let hasTexts = try head?.content ?? (FileSystem.status(blobs) != nil)
        texts = hasTexts ? blobs : nil
    }

    /// Imports into the home `directory`, which is empty or missing.
    package func run(
        into directory: String, options: LedgerOptions = LedgerOptions()
    ) throws -> Report {
        try NewHome(directory: directory, options: options).make { folder in
            let report = try fill(folder + "/ledger.db")
            let found = try Verifier(directory: folder).run(deep: true)
            if let problem = found.problem {
                throw TransferError.notVerified(path: path, problem: problem)
            }
            return report
        }
    }

    /// Makes the database. It counts for nothing until it is whole and on the disk, so nothing has
    /// to be safe before.
    private func fill(_ database: String) throws -> Report {
        try FileSystem.makeFile(database)
        let report = try LedgerStoreError.translatingStore(database) {
            let queue = try ConnectionSettings.open(path: database, access: .writing)
            defer { try? queue.close() }
            return try queue.writeWithoutTransaction { database in
                try ConnectionSettings.set(
                    "application_id", LedgerFormat.application, in: database)
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = MEMORY")
                try ConnectionSettings.set("synchronous", 0, in: database)
                try database.execute(sql: "BEGIN IMMEDIATE")
                for migration in LedgerMigrations.all { try database.execute(sql: migration.sql) }
                try database.execute(
                    sql: "INSERT INTO head (only, size, root, frontier) VALUES (1, 0, ?, x'')",
                    arguments: [Data(MerkleTree.emptyRoot.bytes)])
                let report = try fill(database)
                try ConnectionSettings.set("user_version", LedgerFormat.newest, in: database)
                try database.execute(sql: "COMMIT")
                _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
                return report
            }
        }
        try FileSystem.synchronize(database)
        return report
    }

    private func fill(_ database: Database) throws -> Report {
        let rows = try ImportedRows(database, path: path, world: world)
        let lines = try LineSource(path: path)
        while try lines.next(
            bytesMax: EventRecord.lineBytesMax, { try rows.addEvent($0, line: lines.line) })
        {
            // Each line is done with when it was handed over.
        }
        let (ledger, found) = try rows.finishEvents()
        if let head, head.size != found.size {
            throw TransferError.wrongCount(
                path: path, found: found.size, expected: head.size)
        }
        guard found.root == expected else {
            throw TransferError.wrongRoot(path: path, found: found.root, expected: expected)
        }
        if let head, head.ledger != ledger {
            throw TransferError.otherLedger(path: path, found: ledger, expected: head.ledger)
        }
        guard let texts else {
            try rows.leaveOutTexts()
            return Report(ledger: ledger, head: found, texts: nil)
        }
        let blobs = try LineSource(path: texts)
        while try blobs.next(
            bytesMax: ExportedBlob.lineBytesMax,
            { try rows.addBlob($0, path: texts, line: blobs.line) })
        {
            // As above.
        }
        return Report(ledger: ledger, head: found, texts: blobs.line)
    }
}
