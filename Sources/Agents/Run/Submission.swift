public import Ledger

/// A task as somebody hands it over.
public struct Submission: Sendable {
    public let description: String
    public let context: String?
    /// Where the final text is written to, besides the ledger.
    public let outputFile: String?
    public let options: RunOptions
    /// A plan in the documented form, which ``PlanReader`` finds nothing wrong with; nil: a model
    /// is asked for one.
    public let plan: String?
    /// The template that the description was made of.
    public let template: TemplateReference?

    public init(
        description: String, context: String?, outputFile: String?, options: RunOptions,
        plan: String? = nil, template: TemplateReference? = nil
    ) {
        self.description = description
        self.context = context
        self.outputFile = outputFile
        self.options = options
        self.plan = plan
        self.template = template
    }
}
