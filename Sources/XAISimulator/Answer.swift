/// A generated answer, before it is put into JSON.
struct Answer: Sendable, Equatable {
    var text: String
    /// What the model says instead of answering; `text` is empty then.
    var refusal: String?
    /// A line of the model's thinking.
    var reasoning: String
    var finishReason: String
    var usage: SimulatedUsage
    /// What the answer costs.
    var ticks: Int64
}
