internal import ArgumentParser

struct PromptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt", abstract: "Look at the prompt templates.",
        subcommands: [PromptListCommand.self, PromptShowCommand.self, PromptRenderCommand.self])
}
