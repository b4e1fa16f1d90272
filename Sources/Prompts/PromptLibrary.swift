/// Templates by name: the ones that come with the program, and those a user adds.
///
/// ```swift
/// let prompt = try PromptLibrary.standard.render(
///     "code-review",
///     ["code": source, "language": "swift", "focus": "security and performance"])
/// ```
///
/// It is a value without storage of its own. Whoever keeps templates elsewhere starts from
/// `standard` and calls `save` for each.
public struct PromptLibrary: Hashable, Sendable {
    /// In the order in which they were first saved; no two share a name.
    public private(set) var templates: [PromptTemplate]

    /// - Throws: `PromptRefusal.duplicateName` if two templates share a name.
    public init(_ templates: [PromptTemplate]) throws(PromptRefusal) {
        var names: Set<String> = []
        for template in templates where !names.insert(template.name).inserted {
            throw .duplicateName(template.name)
        }
        self.templates = templates
    }

    init(unique templates: [PromptTemplate]) {
        self.templates = templates
    }

    /// The names in the library's order.
    public var names: [String] { templates.map(\.name) }

    /// The template of this name.
    ///
    /// - Throws: `PromptRefusal.templateNotFound` with the names there are.
    public func template(named name: String) throws(PromptRefusal) -> PromptTemplate {
        guard let template = templates.first(where: { $0.name == name }) else {
            throw .templateNotFound(name, available: names)
        }
        return template
    }

    /// Adds a template, or replaces the one of the same name in its place.
    public mutating func save(_ template: PromptTemplate) {
        if let index = templates.firstIndex(where: { $0.name == template.name }) {
            templates[index] = template
        } else {
            templates.append(template)
        }
    }

    /// The text of a template with its variables replaced: see `PromptTemplate.render`.
    ///
    /// - Throws: `templateNotFound`, or what `PromptTemplate.render` throws.
    public func render(
        _ name: String, _ values: [String: String]
    ) throws(PromptRefusal) -> String {
        try template(named: name).render(values)
    }
}
