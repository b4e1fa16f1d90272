/// A task that was forked has the answer of a call from the task that it came from. It was paid for
/// there: what it cost is told, and belongs to no sum of this task.
public struct AnswerInherited: EventBody {
    public static let type = "answer-inherited.v1"

    public let call: Call
    /// The attempt of the other task that answered.
    public let attempt: EventID
    public let outcome: AnswerOutcome
    public let text: Commitment
    public let textBytes: Int
    /// What it had cost there; nil when nobody knows.
    public let ticks: Ticks?

    public init(
        call: Call, attempt: EventID, outcome: AnswerOutcome, text: Commitment, textBytes: Int,
        ticks: Ticks?
    ) {
        self.call = call
        self.attempt = attempt
        self.outcome = outcome
        self.text = text
        self.textBytes = textBytes
        self.ticks = ticks
    }

    private enum CodingKeys: String, CodingKey {
        case call, attempt, outcome, text, ticks
        case textBytes = "text_bytes"
    }
}
