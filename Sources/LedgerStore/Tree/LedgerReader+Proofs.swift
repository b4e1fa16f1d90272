internal import Foundation
internal import GRDB
package import Ledger

extension LedgerReader {
    /// The root over the first `size` events; nil if there are fewer. From what is stored of the
    /// tree: that this is right, ``Verifier`` finds out.
    package func root(size: Int64) throws(LedgerStoreError) -> Hash? {
        try reading { database in
            guard size >= 0, try size <= Self.size(database) else { return nil }
            return try TreeProof.root(size: size, StoredTree(database).hash)
        }
    }

    /// The leaf that was stored with the event at `position`; nil if there is no such event.
    package func leaf(at position: Int64) throws(LedgerStoreError) -> Hash? {
        try reading { database in
            let leaf = try Data.fetchOne(
                database, sql: "SELECT leaf FROM events WHERE position = ?", arguments: [position])
            return leaf.flatMap { Hash(bytes: $0) }
        }
    }

    /// The hashes that lead from the event at `position` to the root over `size` events; nil if
    /// the one is not among the other.
    package func inclusionPath(
        of position: Int64, size: Int64
    ) throws(LedgerStoreError) -> [Hash]? {
        try reading { database in
            guard position > 0, position <= size, try size <= Self.size(database) else {
                return nil
            }
            return try TreeProof.inclusion(
                of: position - 1, size: size, StoredTree(database).hash)
        }
    }

    /// The hashes that show that the first `old` events are the beginning of the first `size`; nil
    /// if they are not fewer, or there are not so many, or none.
    package func consistencyPath(
        from old: Int64, to size: Int64
    ) throws(LedgerStoreError) -> [Hash]? {
        try reading { database in
            guard old > 0, old <= size, try size <= Self.size(database) else { return nil }
            return try TreeProof.consistency(from: old, to: size, StoredTree(database).hash)
        }
    }

    private static func size(_ database: Database) throws -> Int64 {
        try Int64.fetchOne(database, sql: "SELECT size FROM head") ?? 0
    }
}
