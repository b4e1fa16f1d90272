extension PromptLibrary {
    /// The eight templates that come with the program.
    public static let standard = PromptLibrary(unique: [
        .codeReview, .documentationGenerator, .bugFix, .refactor, .testGenerator, .securityAudit,
        .performanceOptimization, .architectureDesign,
    ])
}

extension PromptTemplate {
    /// A template of the program itself. One that does not pass the checks is our own mistake,
    /// which the tests find, so it ends the program.
    static func standard(
        _ name: String, _ description: String, _ template: String
    ) -> PromptTemplate {
        do {
            return try PromptTemplate(name: name, description: description, template: template)
        } catch {
            preconditionFailure(error.description)
        }
    }
}
