internal import GRDB
internal import Ledger

/// The hashes of the tree as they are stored: leaves, and perfect subtrees of heights 8, 16 and 24.
/// Those between are computed from the next lower ones.
struct StoredTree {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The root of the `index`-th perfect subtree of 2^height leaves.
    func hash(height: Int, index: Int64) throws -> Hash {
        let stored = LedgerFormat.storedHeights.last { $0 <= height } ?? 0
        let count = Int64(1) << Int64(height - stored)
        let first = index * count
        let statement = try database.cachedStatement(
            sql: stored == 0
                ? "SELECT leaf FROM events WHERE position > ?1 AND position <= ?2 ORDER BY position"
                : """
                SELECT hash FROM tree WHERE level = \(stored) AND "index" >= ?1 AND "index" < ?2
                ORDER BY "index"
                """)
        defer { statement.rewind() }
        statement.set(1, first)
        statement.set(2, first + count)
        var subtree = Frontier.empty
        while try statement.step() {
            guard let hash = Hash(raw: statement.blob(0)) else { break }
            _ = subtree.append(hash)
        }
        guard subtree.size == count else {
            throw LedgerStoreError.unexpected(
                "the tree has \(subtree.size) of \(count) hashes of height \(stored) from "
                    + "\(first)")
        }
        return subtree.root
    }
}
