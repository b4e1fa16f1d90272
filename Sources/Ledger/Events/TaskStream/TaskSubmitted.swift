/// Somebody handed over a task. The first event of its stream, and what the others of the task
/// name as their correlation.
public struct TaskSubmitted: EventBody {
    public static let type = "task-submitted.v1"

    public let task: TaskID
    public let description: Commitment
    public let descriptionBytes: Int
    public let context: Commitment?
    public let contextBytes: Int
    /// The path that the final text is written to.
    public let outputFile: Commitment?
    public let options: RunOptions
    /// Where the task continues from; nil for one that begins at the beginning.
    public let forkedFrom: ForkOrigin?
    /// The prompt template that the description was made of; nil: it was written for the task.
    public let template: TemplateReference?

    public init(
        task: TaskID, description: Commitment, descriptionBytes: Int, context: Commitment?,
        contextBytes: Int, outputFile: Commitment?, options: RunOptions,
        forkedFrom: ForkOrigin? = nil, template: TemplateReference? = nil
    ) {
        self.task = task
        self.description = description
        self.descriptionBytes = descriptionBytes
        self.context = context
        self.contextBytes = contextBytes
        self.outputFile = outputFile
        self.options = options
        self.forkedFrom = forkedFrom
        self.template = template
    }

    private enum CodingKeys: String, CodingKey {
        case task, description, context, options, template
        case descriptionBytes = "description_bytes"
        case contextBytes = "context_bytes"
        case outputFile = "output_file"
        case forkedFrom = "forked_from"
    }
}
