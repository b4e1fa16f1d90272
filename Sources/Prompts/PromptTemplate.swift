/// A prompt with named gaps, such as `Review this {{language}} code`.
///
/// **Syntax.** `{{name}}` is a variable; spaces around the name are allowed. A name starts with a
/// letter or `_`, followed by letters, digits or `_` (ASCII). Everything else is text.
///
/// **Escapes.** `\{{name}}` is the text `{{name}}`. Of backslashes in front of doubled braces every
/// pair is one backslash, so `\\{{name}}` is a backslash followed by the value. Anywhere else a
/// backslash is itself.
///
/// A `}}` that closes no variable is text if two braces of the text before it are open, as in
/// `{"a": {"b": 1}}`; otherwise it is refused, because it is most likely a mistyped variable, and
/// has to be written `\}}`.
///
/// A value of this type has been checked: it can be rendered, given values for its variables.
public struct PromptTemplate: Hashable, Sendable {
    /// What the template is called, such as `code-review`.
    public let name: String
    /// One line for people who choose among templates.
    public let description: String
    /// The text with its variables, as it was written.
    public let template: String
    /// The variables' names in the order of their first appearance.
    public let variables: [String]
    let segments: [TemplateSegment]

    /// The longest name.
    public static let nameBytesMax = 64
    /// The longest description, in bytes of UTF-8.
    public static let descriptionBytesMax = 1024
    /// The longest template, in bytes of UTF-8.
    public static let templateBytesMax = 256 * 1024
    /// The largest number of different variables.
    public static let variablesMax = 64
    /// The longest name of a variable.
    public static let variableNameBytesMax = 64
    /// The longest text that `render` makes, in bytes of UTF-8.
    public static let renderedBytesMax = 8 * 1024 * 1024

    /// Checks the parts of a template and makes one of them.
    ///
    /// - Parameters:
    ///   - name: Lower-case letters and digits in groups joined by single hyphens, beginning with
    ///     a letter; at most `nameBytesMax`.
    ///   - description: One line, at most `descriptionBytesMax`; it may be empty.
    ///   - template: The text, not blank, at most `templateBytesMax`.
    /// - Throws: The first thing that is wrong.
    public init(name: String, description: String, template: String) throws(PromptRefusal) {
        guard Self.isName(name) else { throw .badName(name) }
        guard description.utf8.count <= Self.descriptionBytesMax else {
            throw .descriptionTooLong(template: name, bytes: description.utf8.count)
        }
        guard !description.contains(where: \.isNewline) else {
            throw .descriptionHasLines(template: name)
        }
        guard !template.allSatisfy(\.isWhitespace) else { throw .emptyTemplate(name) }
        guard template.utf8.count <= Self.templateBytesMax else {
            throw .templateTooLong(template: name, bytes: template.utf8.count)
        }
        var parser = TemplateParser(template: template, name: name)
        segments = try parser.parse()
        variables = parser.variables
        self.name = name
        self.description = description
        self.template = template
    }

    /// Whether `text` can be a template's name: `code-review`, `notes2`.
    public static func isName(_ text: String) -> Bool {
        guard (1...nameBytesMax).contains(text.utf8.count),
            let first = text.utf8.first, first.isLowercaseLetter
        else { return false }
        let groups = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return groups.allSatisfy { group in
            !group.isEmpty && group.allSatisfy { $0.isLowercaseLetter || $0.isDigit }
        }
    }

    /// Whether `text` can be a variable's name: `code`, `maxLength`, `_x1`.
    public static func isVariableName(_ text: String) -> Bool {
        guard (1...variableNameBytesMax).contains(text.utf8.count),
            let first = text.utf8.first, first.isLetter || first == UInt8(ascii: "_")
        else { return false }
        return text.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    /// The variables as a JSON array of strings, which is what the table `prompts` holds.
    public var variablesJSON: String {
        // A variable's name has no character that JSON would escape.
        "[" + variables.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}
