internal import ArgumentParser
internal import Ledger
internal import Prompts

/// A template instead of a description.
struct PromptOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("prompt")],
        help: ArgumentHelp("Make the description of this prompt template.", valueName: "template"))
    var name: String?

    @OptionGroup var values: PromptValues

    func validate() throws {
        if name == nil, !values.vars.isEmpty {
            throw ValidationError("--vars goes with --prompt")
        }
    }

    var readsStandardInput: Bool { values.readsStandardInput }

    /// The template filled in; nil when none was named.
    func rendered() throws -> (text: String, reference: TemplateReference)? {
        guard let name else { return nil }
        let template = try PromptSource.template(named: name)
        let text = try PromptSource.render(template, values.read())
        return (text, TemplateReference(name: template.name, version: 0))
    }
}
