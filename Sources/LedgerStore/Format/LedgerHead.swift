internal import Foundation
internal import GRDB
internal import Ledger

/// Where the log ends: the tree over all its events and when the last one was recorded.
struct LedgerHead {
    var frontier: Frontier
    var lastRecordedAt: Timestamp

    var position: Int64 { frontier.size }

    static let empty = LedgerHead(frontier: .empty, lastRecordedAt: Timestamp(microseconds: 0))

    /// Reads the head and checks that it is of a piece and ends where the events end.
    static func read(_ database: Database, path: String) throws -> LedgerHead {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT size, root, frontier,
                    (SELECT ifnull(max(position), 0) FROM events) AS last,
                    (SELECT CAST(recorded_at AS INTEGER) FROM events
                        ORDER BY position DESC LIMIT 1) AS recorded
                FROM \(LedgerFormat.head)
                """)
        guard let row else {
            throw LedgerStoreError.damaged(path: path, what: "the head is missing")
        }
        let size: Int64 = row["size"]
        let stored: [UInt8] = Array(row["frontier"] as Data)
        let frontier = stored.withUnsafeBytes { Frontier(size: size, bytes: $0) }
        guard let frontier, frontier.root.bytes == Array(row["root"] as Data) else {
            throw LedgerStoreError.damaged(
                path: path, what: "the head's root, frontier and size do not fit together")
        }
        let last: Int64 = row["last"]
        guard last == size else {
            throw LedgerStoreError.damaged(
                path: path, what: "the head is at position \(size), the last event at \(last)")
        }
        let recorded: Int64? = row["recorded"]
        return LedgerHead(
            frontier: frontier, lastRecordedAt: Timestamp(microseconds: recorded ?? 0))
    }
}
