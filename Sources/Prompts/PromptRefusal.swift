/// Why a template cannot be made, found or rendered. `description` is one sentence for the person
/// who asked.
public enum PromptRefusal: Error, Hashable, Sendable {
    /// The text is no template's name.
    case badName(String)
    /// The template's text is empty or nothing but blanks.
    case emptyTemplate(String)
    /// The text is longer than `PromptTemplate.templateBytesMax`.
    case templateTooLong(template: String, bytes: Int)
    /// The description is longer than `PromptTemplate.descriptionBytesMax`.
    case descriptionTooLong(template: String, bytes: Int)
    /// The description does not fit on one line.
    case descriptionHasLines(template: String)
    /// A `{{` has no `}}` on its line.
    case unclosedBraces(template: String, line: Int)
    /// A `}}` closes neither a variable nor two single braces.
    case unopenedBraces(template: String, line: Int)
    /// What stands between `{{` and `}}` is no variable's name.
    case badVariable(template: String, line: Int, text: String)
    /// There are more variables than `PromptTemplate.variablesMax`.
    case tooManyVariables(template: String)

    /// Two templates of one library share this name.
    case duplicateName(String)
    /// The library has no template of this name; these are the names it has.
    case templateNotFound(String, available: [String])

    /// Variables without a value, in the template's order, and values without a variable, sorted.
    /// At least one of the two lists is not empty.
    case valuesDoNotFit(
        template: String, missing: [String], unknown: [String], variables: [String])
    /// The rendered text would be longer than `PromptTemplate.renderedBytesMax`.
    case renderedTooLong(template: String, bytes: Int)
}

extension PromptRefusal: CustomStringConvertible {
    /// One sentence that says what is wrong and, where that is not obvious, what would be right.
    public var description: String {
        switch self {
        case .badName(let name):
            "'\(Self.short(name))' is not a template's name: use lower-case letters and digits in "
                + "groups joined by hyphens, beginning with a letter, at most "
                + "\(PromptTemplate.nameBytesMax) characters."
        case .emptyTemplate(let name):
            "The template '\(name)' has no text."
        case .templateTooLong(let name, let bytes):
            "The template '\(name)' has \(bytes) bytes, and the limit is "
                + "\(PromptTemplate.templateBytesMax)."
        case .descriptionTooLong(let name, let bytes):
            "The description of the template '\(name)' has \(bytes) bytes, and the limit is "
                + "\(PromptTemplate.descriptionBytesMax)."
        case .descriptionHasLines(let name):
            "The description of the template '\(name)' must be a single line."
        case .unclosedBraces(let name, let line):
            "Line \(line) of the template '\(name)' has a {{ without a }} after it; write \\{{ for "
                + "the braces themselves."
        case .unopenedBraces(let name, let line):
            "Line \(line) of the template '\(name)' has a }} without a {{ before it; write \\}} "
                + "for the braces themselves."
        case .badVariable(let name, let line, let text):
            "Line \(line) of the template '\(name)' has {{\(Self.short(text))}}, but a variable's "
                + "name is a letter or _ followed by letters, digits or _, at most "
                + "\(PromptTemplate.variableNameBytesMax) characters; write \\{{ for the braces "
                + "themselves."
        case .tooManyVariables(let name):
            "The template '\(name)' has more than \(PromptTemplate.variablesMax) variables."
        case .duplicateName(let name):
            "There are two templates called '\(name)'."
        case .templateNotFound(let name, let available):
            "Template not found: '\(Self.short(name))'; "
                + (available.isEmpty
                    ? "there are none."
                    : "there are \(Self.list(available)).")
        case .valuesDoNotFit(let name, let missing, let unknown, let variables):
            "The template '\(name)' "
                + Self.fitClauses(missing: missing, unknown: unknown, variables: variables) + "."
        case .renderedTooLong(let name, let bytes):
            "With these values the template '\(name)' makes \(bytes) bytes, and the limit is "
                + "\(PromptTemplate.renderedBytesMax)."
        }
    }

    private static func fitClauses(
        missing: [String], unknown: [String], variables: [String]
    ) -> String {
        var clauses: [String] = []
        if !missing.isEmpty {
            let noun = missing.count == 1 ? "a value for" : "values for"
            clauses.append("needs \(noun) \(list(missing))")
        }
        if !unknown.isEmpty {
            let noun = unknown.count == 1 ? "variable" : "variables"
            clauses.append("has no \(noun) \(list(unknown.map { "'\(short($0))'" }))")
            clauses.append(variables.isEmpty ? "takes none" : "takes \(list(variables))")
        }
        return list(clauses)
    }

    /// `a`, `a and b`, `a, b and c`.
    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }

    /// At most 80 characters of what somebody typed, on one line.
    private static func short(_ text: String) -> String {
        let line = text.map { $0.isNewline ? " " : $0 }
        return line.count <= 80 ? String(line) : String(line.prefix(79)) + "…"
    }
}
