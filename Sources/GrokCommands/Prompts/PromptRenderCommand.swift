internal import ArgumentParser

struct PromptRenderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "render",
        abstract: "Print a prompt template with its variables replaced; nothing is sent.")

    @Argument(help: "The template's name.")
    var name: String

    @OptionGroup var values: PromptValues
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let template = try PromptSource.template(named: name)
        let text = try PromptSource.render(template, values.read())
        let output = Output(options, .current)
        output.write(
            options.json
                ? try JSONText.line(["text": text]) : text + (text.hasSuffix("\n") ? "" : "\n"))
    }
}
