internal import ArgumentParser
internal import GrokCommands

/// The program, which is killed at the moment that its first argument names.
struct AimedCommand: AsyncParsableCommand {
    static let name = "grok-aimed"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() async throws {
        guard let text = arguments.first, let aim = KillAim(text: text) else {
            throw ValidationError("The first argument is no aim.")
        }
        try ProviderAim.announce(aim)
        let trigger = KillTrigger(aim)
        let seams = ProgramSeams(
            durability: trigger.durability,
            model: { AimedModel(inner: $0, trigger: trigger) })
        let code = await GrokProgram.$seams.withValue(seams) {
            await GrokProgram.run(Array(arguments.dropFirst()))
        }
        throw ExitCode(code)
    }
}
