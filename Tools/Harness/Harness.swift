internal import ArgumentParser
internal import Foundation

/// Programs that show what the product promises, on the product as its users get it.
@main
struct Harness: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows that the promises hold, from outside.",
        subcommands: [
            CrashCommand.self, BillCommand.self, LimitsCommand.self, ScheduleCommand.self,
            TortureCommand.self, WorldCommand.self, BenchCommand.self, WithoutIntentCommand.self,
            DiskFullTrialCommand.self, GenerateCommand.self, AppendCommand.self,
            HistoryCommand.self, LaneCommand.self, HotCommand.self, CheckpointLoopCommand.self,
            DeferredCommand.self, OpenHomeCommand.self, PlantCommand.self, DiskWriterCommand.self,
            PowerCutCommand.self, ReserveCommand.self, AimedCommand.self, BillerCommand.self,
            SumsCommand.self,
        ])

    static func main() async {
        // The program under test decides on its own what signals do to it.
        let programs = [WithoutIntentCommand.name, AimedCommand.name]
        let isProgram = CommandLine.arguments.dropFirst().first.map(programs.contains) ?? false
        let sources = isProgram ? [] : Children.cleanUpOnSignals()
        defer { withExtendedLifetime(sources) {} }
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Children.cleanUp()
            exit(withError: error)
        }
    }
}
