import Foundation

/// A chat completion request, before it is written as JSON.
struct ChatBody: Sendable {
    var model = "grok-3-fast"
    var messages: [(role: String, content: String)]
    var stream = false
    var includeUsage = true
    var completionTokensMax: Int?
    /// Whether the answer is to be a plan, with at most so many sub-tasks.
    var planOf: Int?

    init(_ text: String, model: String = "grok-3-fast", stream: Bool = false) {
        messages = [("user", text)]
        self.model = model
        self.stream = stream
    }

    init(_ messages: [(role: String, content: String)], model: String = "grok-3-fast") {
        self.messages = messages
        self.model = model
    }

    static func plan(_ task: String, subtasksMax: Int = 5) -> ChatBody {
        var body = ChatBody([("system", "Break the task into sub-tasks."), ("user", task)])
        body.planOf = subtasksMax
        return body
    }

    var data: Data {
        var object: [String: Any] = [
            "model": model,
            "messages": messages.map { ["role": $0.role, "content": $0.content] },
        ]
        if stream {
            object["stream"] = true
            object["stream_options"] = ["include_usage": includeUsage]
        }
        if let completionTokensMax { object["max_completion_tokens"] = completionTokensMax }
        if let planOf { object["response_format"] = ChatBody.planFormat(subtasksMax: planOf) }
        return ChatBody.json(object)
    }

    static func json(_ object: Any) -> Data {
        guard let data = try? JSONSerialization.data(withJSONObject: object) else {
            preconditionFailure("a test's request is no JSON")
        }
        return data
    }

    private static func planFormat(subtasksMax: Int) -> [String: Any] {
        let text = ["type": "string"]
        let item: [String: Any] = [
            "type": "object",
            "properties": [
                "id": text, "description": text,
                "complexity": ["type": "string", "enum": ["simple", "medium", "complex"]],
                "dependencies": ["type": "array", "items": text],
            ],
            "required": ["id", "description", "complexity", "dependencies"],
        ]
        let schema: [String: Any] = [
            "type": "object",
            "properties": [
                "strategy": ["type": "string", "enum": ["parallel", "sequential", "adaptive"]],
                "subtasks": ["type": "array", "items": item, "maxItems": subtasksMax],
            ],
            "required": ["strategy", "subtasks"],
        ]
        return [
            "type": "json_schema",
            "json_schema": ["name": "plan", "schema": schema, "strict": true],
        ]
    }
}
