internal import Prompts

/// Where templates come from, and how it is said that one cannot be used.
enum PromptSource {
    static let library = PromptLibrary.standard

    static func template(named name: String) throws -> PromptTemplate {
        do {
            return try library.template(named: name)
        } catch {
            let near = library.nearest(to: name).map { "did you mean \($0)? " } ?? ""
            throw CommandFailure(
                .badData,
                "Template not found: '\(DisplayWidth.shortened(name, to: 40))'; \(near)"
                    + "grok orchestrate prompt list shows all of them")
        }
    }

    static func render(_ template: PromptTemplate, _ values: [String: String]) throws -> String {
        do {
            return try template.render(values)
        } catch {
            throw CommandFailure(.badData, String(error.description.dropLast()))
        }
    }
}
