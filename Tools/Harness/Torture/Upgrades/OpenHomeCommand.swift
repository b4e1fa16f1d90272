internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Migrations
internal import Projections

/// Opens a home as every command does: makes or migrates the ledger and the tables.
struct OpenHomeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open-home", shouldDisplay: false)

    @Option var home: String
    @Flag(help: "Broken on purpose: migrates statement by statement, first.")
    var withoutTransaction = false

    func run() async throws {
        if withoutTransaction { try migrateBadly() }
        let log = try EventLog.open(directory: home, world: .simulated, program: "torture")
        try OrchestrationDatabase.open(ledger: log.reader, prompts: []).catchUp()
        await log.close()
    }

    /// Every statement is a commit of its own, and the number of the format comes last.
    private func migrateBadly() throws {
        let path = home + "/ledger.db"
        let database = try RawDatabase(path)
        let version = try database.run("PRAGMA user_version")
        guard version == ["0"] else { return }
        try database.run("PRAGMA application_id = \(LedgerFormat.application)")
        for migration in LedgerMigrations.all { try database.run(migration.sql) }
        // What follows is the program's own work and finds an empty format.
        for table in ["blobs", "tree", "head", "events"] {
            try database.run("DROP TABLE IF EXISTS \(table)")
        }
    }
}
