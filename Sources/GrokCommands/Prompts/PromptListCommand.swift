internal import ArgumentParser
internal import Prompts

struct PromptListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the prompt templates.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let output = Output(options, .current)
        let templates = PromptSource.library.templates
        if options.json {
            return output.write(try JSONText.line(["prompts": templates.map(PromptJSON.init)]))
        }
        var table = Table([("Template", .left), ("Variables", .left), ("Description", .left)])
        table.rows = templates.map {
            [$0.name, $0.variables.joined(separator: ", "), $0.description]
        }
        output.write(table.text)
    }
}
