internal import Ledger

/// A prompt template that comes with the program, as the table `prompts` holds it. Always the same
/// ones must be given: the tables are made again when they differ.
package struct DefaultPrompt: Hashable, Sendable {
    package let name: String
    package let template: String
    /// A JSON array of strings.
    package let variablesJSON: String
    package let description: String

    package init(name: String, template: String, variablesJSON: String, description: String) {
        self.name = name
        self.template = template
        self.variablesJSON = variablesJSON
        self.description = description
    }

    /// Tells one set of prompts from another.
    static func digest(_ prompts: [DefaultPrompt]) -> [UInt8] {
        var bytes: [UInt8] = []
        for prompt in prompts {
            for text in [prompt.name, prompt.template, prompt.variablesJSON, prompt.description] {
                bytes += Array("\(text.utf8.count):".utf8)
                bytes += Array(text.utf8)
            }
        }
        return Hash(of: bytes).bytes
    }
}
