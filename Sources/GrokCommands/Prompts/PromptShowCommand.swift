internal import ArgumentParser
internal import Prompts

struct PromptShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one prompt template.")

    @Argument(help: "The template's name.")
    var name: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let output = Output(options, .current)
        let template = try PromptSource.template(named: name)
        if options.json {
            var json = PromptJSON(template)
            json.template = template.template
            return output.write(try JSONText.line(json))
        }
        let head = Fields.text([
            ("Template", template.name), ("Description", template.description),
            ("Variables", template.variables.joined(separator: ", ")),
        ])
        let text = template.template
        output.write(head + "\n" + text + (text.hasSuffix("\n") ? "" : "\n"))
    }
}
