public import Ledger

/// A task as somebody hands it over.
public struct Submission: Sendable {
    public let description: String
    public let context: String?
    /// Where the final text is written to, besides the ledger.
    public let outputFile: String?
    public let options: RunOptions

    public init(
        description: String, context: String?, outputFile: String?, options: RunOptions
    ) {
        self.description = description
        self.context = context
        self.outputFile = outputFile
        self.options = options
    }
}
