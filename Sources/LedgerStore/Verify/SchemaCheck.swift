internal import GRDB
internal import Migrations

/// Compares the tables, indexes and triggers with those that the migrations make.
enum SchemaCheck {
    struct Result {
        /// The first difference.
        let problem: VerificationReport.Problem?
        /// Whether the indexes of `events` are there, so that they can be read by themselves.
        let hasIndexes: Bool
    }

    static func run(_ database: Database) throws -> Result {
        let expected = try DatabaseQueue().write { database in
            for migration in LedgerMigrations.all {
                try database.execute(sql: migration.sql)
            }
            return try objects(database)
        }
        let found = try objects(database)
        return Result(
            problem: difference(expected: expected, found: found),
            hasIndexes: expected.keys.filter { $0.hasPrefix("index events") }
                .allSatisfy { found[$0] == expected[$0] })
    }

    private static func difference(
        expected: [String: String], found: [String: String]
    ) -> VerificationReport.Problem? {
        for (name, sql) in expected.sorted(by: { $0.key < $1.key }) where found[name] != sql {
            return VerificationReport.Problem(
                position: nil, expected: "the \(name) of this format",
                found: found[name] == nil ? "none" : "another one")
        }
        let stranger = found.keys.sorted().first { expected[$0] == nil }
        return stranger.map {
            VerificationReport.Problem(
                position: nil, expected: "no other objects", found: "the \($0)")
        }
    }

    /// Everything in the schema but SQLite's own: `trigger events_insert` and the like, with SQL.
    private static func objects(_ database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT CAST(ifnull(type, '') AS TEXT) AS type,
                    CAST(ifnull(name, '') AS TEXT) AS name, CAST(ifnull(sql, '') AS TEXT) AS sql
                FROM sqlite_schema WHERE substr(ifnull(name, ''), 1, 7) <> 'sqlite_'
                """)
        return Dictionary(
            rows.map { row in
                let kind: String = row["type"]
                let name: String = row["name"]
                return (kind + " " + name, row["sql"] as String)
            }, uniquingKeysWith: { first, _ in first })
    }
}
