internal import GRDB
internal import Ledger
internal import Migrations

/// How a file says that it is a ledger of ours, and which format it has.
package enum LedgerFormat {
    /// `application_id` of `ledger.db`: the letters `GrkL`.
    package static let application = 0x4772_6B4C
    /// `user_version` of the newest format that this program knows.
    package static var newest: Int { LedgerMigrations.format }
    /// The heights of the perfect subtrees that are stored.
    package static let storedHeights = [8, 16, 24]

    /// The head, unless somebody put values of other kinds into it: what follows `FROM`.
    static let head = """
        head WHERE typeof(size) = 'integer' AND typeof(root) = 'blob' AND typeof(frontier) = 'blob'
        """

    /// Refuses a file that is not a ledger or is newer than this program. Returns whether there is
    /// a ledger, made or being made.
    static func check(_ header: DatabaseHeader, path: String) throws(LedgerStoreError) -> Bool {
        switch header {
        case .missing, .empty: return false
        case .foreign: throw .notALedger(path: path)
        case .database(let application, let format):
            guard application == Self.application else { throw .notALedger(path: path) }
            guard format <= newest else {
                throw .newerFormat(path: path, found: format, known: newest)
            }
            return true
        }
    }

    /// The format of an open ledger; 0 as long as it is being made.
    static func version(_ database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }

    /// What position 1 says.
    static func opening(_ database: Database, path: String) throws -> LedgerOpened {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT type, body FROM events
                WHERE position = 1 AND typeof(type) = 'text' AND typeof(body) = 'text'
                """)
        guard let row, row["type"] == LedgerOpened.type,
            case .ledgerOpened(let opened) = try? Event(type: row["type"], body: row["body"])
        else {
            throw LedgerStoreError.damaged(
                path: path, what: "position 1 is not \(LedgerOpened.type)")
        }
        return opened
    }
}
