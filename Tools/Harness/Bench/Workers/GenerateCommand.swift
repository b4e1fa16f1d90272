internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

/// Writes a large ledger as a year of use would have left it.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate-ledger",
        abstract: "Write a ledger of many calls, spread over a year.")

    @Option(help: "The folder that gets the ledger.")
    var home: String

    @Option(help: "How many calls it holds, at least.")
    var calls: Int

    @Option(help: "The seed of everything random in it, but not of ids and salts.")
    var seed: UInt64 = 1

    /// Tasks that are encoded and appended at once.
    private static let tasksAtOnce = 512

    func run() async throws {
        let began = Stopwatch.now()
        let clock = YearClock(seed: seed, ticks: calls / GeneratedTask.callsMean + 1)
        let log = try EventLog.open(
            directory: home, world: .simulated, program: "generated",
            options: LedgerOptions(clock: LedgerClock { clock.read() }))
        let texts = try await GeneratedTexts(log)
        var generator = SeededGenerator(seed: seed)
        var made = 0
        while made < calls {
            let isFirst = made == 0
            var tasks: [GeneratedTask] = []
            while tasks.count < Self.tasksAtOnce, made < calls {
                let task = GeneratedTask(seed: generator.next(), at: clock.now)
                made += task.calls
                tasks.append(task)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in tasks {
                    group.addTask { try await task.append(to: log, texts, isChecked: isFirst) }
                }
                try await group.waitForAll()
            }
        }
        await log.close()
        try Worker.report(
            GeneratedHome.Report(
                calls: made, events: try log.reader.head().size,
                seconds: Stopwatch.now() - began))
    }
}
