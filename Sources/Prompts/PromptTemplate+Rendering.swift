extension PromptTemplate {
    /// The text with every variable replaced by its value.
    ///
    /// Values are inserted as they are: a `{{name}}` inside a value stays what it is, so code and
    /// documents can be passed without a thought. An empty value is a value.
    ///
    /// - Parameter values: One value for each variable, by name, and nothing else.
    /// - Throws: `valuesDoNotFit`, naming everything that is missing and everything that is
    ///   unknown at once; or `renderedTooLong`.
    public func render(_ values: [String: String]) throws(PromptRefusal) -> String {
        let missing = variables.filter { values[$0] == nil }
        let unknown = values.keys.filter { !variables.contains($0) }.sorted()
        guard missing.isEmpty, unknown.isEmpty else {
            throw .valuesDoNotFit(
                template: name, missing: missing, unknown: unknown, variables: variables)
        }
        let pieces = segments.map { segment in
            switch segment {
            case .text(let text): text
            case .variable(let variable): values[variable] ?? ""
            }
        }
        // Counted before joining: a megabyte used by 64 variables must not become memory first.
        let bytes = pieces.reduce(0) { $0 + $1.utf8.count }
        guard bytes <= Self.renderedBytesMax else {
            throw .renderedTooLong(template: name, bytes: bytes)
        }
        return pieces.joined()
    }
}
