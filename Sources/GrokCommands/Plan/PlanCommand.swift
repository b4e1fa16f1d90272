internal import ArgumentParser

struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Look at the plan of a task, or change it.",
        subcommands: [PlanShowCommand.self, PlanEditCommand.self])
}
