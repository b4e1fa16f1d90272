/// The fields of a chat completion request that the simulator looks at; it ignores the others, as
/// the provider does.
struct ChatRequest: Sendable, Equatable {
    var model: String
    var messages: [ChatMessage]
    var stream = false
    var includeUsage = false
    var completionTokensMax: Int?
    /// The schema of `response_format`, if the answer is to be structured.
    var schema: JSONSchema?
    var choices = 1
    var temperature: Double?
    var reasoningEffort: String?

    /// The content of the last message of the user's; empty if there is none.
    var lastUserText: String {
        messages.last { $0.role == "user" }?.content ?? ""
    }

    /// The user's last message before any answer: in a decomposition that is being repaired, the
    /// task and not the complaint about the first plan.
    var taskText: String {
        messages.prefix { $0.role != "assistant" }.last { $0.role == "user" }?.content
            ?? lastUserText
    }
}
