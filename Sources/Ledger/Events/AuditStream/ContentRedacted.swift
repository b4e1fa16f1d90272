/// Texts were removed for good, with digest and salt. Their names stay in the events that cite
/// them, and so does every proof.
public struct ContentRedacted: EventBody {
    public static let type = "content-redacted.v1"

    /// How many one event names, so that its line is not too long.
    public static let blobsMax = 512

    public let blobs: [Commitment]
    /// Why, as somebody wrote it.
    public let reason: Commitment
    /// Whose texts they were; nil if a single one was named.
    public let task: TaskID?

    public init(blobs: [Commitment], reason: Commitment, task: TaskID?) {
        self.blobs = blobs
        self.reason = reason
        self.task = task
    }
}
