internal import Foundation
internal import GRDB
package import Ledger

extension LedgerReader {
    /// Whether an event among those after `position` says that texts were removed.
    package func hasRemovals(
        after position: Int64, upTo last: Int64
    ) throws(LedgerStoreError) -> Bool {
        try reading { database in
            try Int.fetchOne(
                database,
                sql: """
                    SELECT 1 FROM events WHERE position > ? AND position <= ? AND type = ? LIMIT 1
                    """,
                arguments: [position, last, ContentRedacted.type]) != nil
        }
    }

    /// How many of the texts that these events cite are not there, because they were removed or
    /// left out of an import.
    package func missingTexts(of records: [EventRecord]) throws(LedgerStoreError) -> Int {
        let names = Set(records.flatMap { CitedTexts($0).texts })
        return try reading { database in
            let statement = try database.makeStatement(
                sql: "SELECT 1 FROM blobs WHERE commitment = ? AND data IS NULL")
            return try names.count { name in
                defer { statement.rewind() }
                return try name.hash.withUnsafeBytes { (bytes) throws in
                    statement.set(1, blob: bytes)
                    return try statement.step()
                }
            }
        }
    }
}
