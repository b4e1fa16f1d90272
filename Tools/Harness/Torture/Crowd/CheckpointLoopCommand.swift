internal import ArgumentParser
internal import Ledger
internal import LedgerStore

/// A process that copies the write-ahead log into the ledger as often as it gets the lock, in both
/// ways that the program has: on an open connection, and when it closes one.
struct CheckpointLoopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint-loop", shouldDisplay: false)

    @Option var home: String
    @Option var seconds: Double

    func run() async throws {
        let until = Stopwatch.now() + seconds
        var count = 0
        while Stopwatch.now() < until {
            let log = try EventLog.open(
                directory: home, world: .simulated, program: "torture",
                options: LedgerOptions(notice: { Say.line("notice \($0)") }))
            for _ in 0..<64 where Stopwatch.now() < until {
                try await log.scrub()
                count += 1
            }
            await log.close()
        }
        Say.line("checkpoints \(count)")
    }
}
