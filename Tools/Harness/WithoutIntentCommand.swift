internal import Agents
internal import ArgumentParser
internal import GrokCommands

/// The program with one thing broken: it does not record that it is about to send. It exists to
/// show that `crash` would notice.
struct WithoutIntentCommand: AsyncParsableCommand {
    static let name = "grok-without-intent"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough)
    var arguments: [String] = []

    func run() async throws {
        let seams = ProgramSeams(intent: .notRecorded)
        let code = await GrokProgram.$seams.withValue(seams) {
            await GrokProgram.run(arguments)
        }
        throw ExitCode(code)
    }
}
