internal import ArgumentParser

/// A process that appends the way the program must not: without the lock, and with a transaction
/// that takes SQLite's write lock only when it writes.
struct DeferredCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append-deferred", shouldDisplay: false)

    @Option var file: String
    @Option var appends: Int

    static let schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS events(position INTEGER PRIMARY KEY, body TEXT)
        """

    func run() throws {
        let database = try RawDatabase(file)
        var busy = 0
        for number in 0..<appends {
            do {
                try database.run("BEGIN")
                let last = try database.run("SELECT ifnull(max(position), 0) FROM events")
                let position = (last.first?.flatMap { Int64($0) } ?? 0) + 1
                try database.run("INSERT INTO events VALUES (\(position), '\(number)'); COMMIT")
            } catch let failure as RawDatabase.Failure {
                guard failure.isBusy else { throw failure }
                busy += 1
                try database.run("ROLLBACK")
            }
        }
        Say.line("busy \(busy)")
    }
}
