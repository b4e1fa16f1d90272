internal import ArgumentParser
internal import Prompts

/// Values for the variables of a template.
struct PromptValues: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Values of the template's variables, one or several; a value of @file is read from "
                + "that file, - from standard input, @@ begins one with an @.",
            valueName: "name=value"))
    var vars: [String] = []

    var readsStandardInput: Bool { vars.contains { $0.hasSuffix("=-") && value(of: $0) == "-" } }

    func validate() throws {
        var seen: Set<Substring> = []
        for entry in vars {
            let name = entry.prefix { $0 != "=" }
            guard name.count < entry.count, PromptTemplate.isVariableName(String(name)) else {
                throw ValidationError(
                    "--vars takes name=value; \"\(DisplayWidth.shortened(entry, to: 40))\" is not")
            }
            guard seen.insert(name).inserted else {
                throw ValidationError("the variable \(name) is given twice")
            }
        }
        guard vars.count(where: { value(of: $0) == "-" }) <= 1 else {
            throw ValidationError("standard input can be read once only")
        }
    }

    /// The values by name, read from where they are.
    func read() throws -> [String: String] {
        var values: [String: String] = [:]
        for entry in vars {
            let value = value(of: entry)
            let text: String
            if value == "-" {
                text = try InputFile.text("-")
            } else if value.hasPrefix("@@") {
                text = String(value.dropFirst())
            } else if value.hasPrefix("@") {
                text = try InputFile.text(String(value.dropFirst()))
            } else {
                text = String(value)
            }
            values[String(entry.prefix { $0 != "=" })] = text
        }
        return values
    }

    private func value(of entry: String) -> Substring {
        entry.drop { $0 != "=" }.dropFirst()
    }
}
