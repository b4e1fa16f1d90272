internal import GRDB
internal import Glibc
internal import Ledger
package import LedgerStore
internal import Migrations

/// What the tables add up to, each by itself, at the position that they have got to.
package struct ProjectionTotals: Hashable, Sendable {
    /// The sums of one table.
    package struct Table: Hashable, Sendable {
        package let name: String
        /// Nil in a table that has no attempts that have not ended.
        package let attempts: Int64?
        package let answered: Int64
        package let failed: Int64
        package let unknown: Int64
        package let promptTokens: Int64
        package let cachedTokens: Int64
        package let completionTokens: Int64
        package let reasoningTokens: Int64
        package let ticks: Int64
    }

    /// The last event that is in the tables.
    package let position: Int64
    package let tables: [Table]

    /// Reads the tables beside `ledger` as they are, without bringing them up to date; nil when
    /// there are none that were made from this ledger by this version of the program and can be
    /// read: the next command that needs them makes them anew.
    package static func read(_ ledger: LedgerReader) throws(ProjectionError) -> ProjectionTotals? {
        let files = ProjectionFiles(ledger.files)
        guard let size = ProjectionFiles.size(files.database), size > 0 else { return nil }
        return try ProjectionError.translating(files.database) {
            do {
                let isFrozen = access(files.directory, W_OK) != 0
                let queue = try ConnectionSettings.open(
                    path: files.database, access: isFrozen ? .frozen : .reading)
                defer { try? queue.close() }
                return try queue.read { try totals($0, of: ledger) }
            } catch let error as DatabaseError where error.isDamage {
                return nil
            }
        }
    }

    private static func totals(
        _ database: Database, of ledger: LedgerReader
    ) throws -> ProjectionTotals? {
        guard try Int.fetchOne(database, sql: "PRAGMA application_id") == TableFile.application,
            try Int.fetchOne(database, sql: "PRAGMA user_version")
                == OrchestrationMigrations.version,
            let row = try Row.fetchOne(database, sql: "SELECT ledger, position FROM checkpoint"),
            row["ledger"] == ledger.ledgerID.text
        else { return nil }
        return ProjectionTotals(
            position: row["position"], tables: try sums.map { try table($0, database) })
    }

    private static let tokens = """
        ifnull(sum(prompt_tokens), 0), ifnull(sum(cached_tokens), 0),
        ifnull(sum(completion_tokens), 0), ifnull(sum(reasoning_tokens), 0)
        """

    private static let sums: [(name: String, sql: String)] = [
        (
            "tasks",
            """
            SELECT ifnull(sum(attempts), 0), ifnull(sum(answered), 0), ifnull(sum(failed), 0),
                ifnull(sum(unknown), 0), \(tokens), ifnull(sum(ticks), 0) FROM tasks
            """
        ),
        (
            "accounts",
            """
            SELECT ifnull(sum(requests), 0), ifnull(sum(answered), 0), ifnull(sum(failed), 0),
                ifnull(sum(unknown), 0), \(tokens), ifnull(sum(settled_ticks), 0) FROM accounts
            """
        ),
        ("stats_days", rollup("stats_days")),
        ("stats_quarters", rollup("stats_quarters")),
        ("stats_totals", rollup("stats_totals")),
    ]

    private static func rollup(_ table: String) -> String {
        """
        SELECT NULL, ifnull(sum(attempts) FILTER (WHERE outcome NOT IN ('failed', 'unknown')), 0),
            ifnull(sum(attempts) FILTER (WHERE outcome = 'failed'), 0),
            ifnull(sum(attempts) FILTER (WHERE outcome = 'unknown'), 0),
            \(tokens), ifnull(sum(ticks), 0)
        FROM \(table) JOIN dimensions ON dimensions.id = \(table).dimension
        """
    }

    private static func table(
        _ sums: (name: String, sql: String), _ database: Database
    ) throws -> Table {
        guard let row = try Row.fetchOne(database, sql: sums.sql) else {
            throw ProjectionError.unexpected("no sums of \(sums.name)")
        }
        return Table(
            name: sums.name, attempts: row[0], answered: row[1], failed: row[2], unknown: row[3],
            promptTokens: row[4], cachedTokens: row[5], completionTokens: row[6],
            reasoningTokens: row[7], ticks: row[8])
    }
}
