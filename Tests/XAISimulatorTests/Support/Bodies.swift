import Foundation

/// `usage` as a client reads it.
struct UsageBody: Decodable, Equatable {
    struct PromptDetails: Decodable, Equatable {
        let textTokens: Int
        let cachedTokens: Int
    }
    struct CompletionDetails: Decodable, Equatable {
        let reasoningTokens: Int
    }
    let promptTokens: Int
    let completionTokens: Int
    let totalTokens: Int
    let promptTokensDetails: PromptDetails
    let completionTokensDetails: CompletionDetails
    let numSourcesUsed: Int
    let costInUsdTicks: Int64?
}

/// A `chat.completion`.
struct Completion: Decodable {
    struct Choice: Decodable {
        struct Message: Decodable {
            let role: String
            let content: String?
            let reasoningContent: String?
            let refusal: String?
        }
        let index: Int
        let message: Message
        let finishReason: String
    }
    let id: String
    let object: String
    let created: Int
    let model: String
    let choices: [Choice]
    let usage: UsageBody
    let systemFingerprint: String

    var content: String { choices[0].message.content ?? "" }
    var finishReason: String { choices[0].finishReason }
}

/// A `chat.completion.chunk`.
struct Chunk: Decodable {
    struct Choice: Decodable {
        struct Delta: Decodable {
            let role: String?
            let content: String?
            let reasoningContent: String?
            let refusal: String?
        }
        let index: Int
        let delta: Delta
        let finishReason: String?
    }
    let id: String
    let object: String
    let model: String
    let choices: [Choice]
    let usage: UsageBody?
}

struct BillBody: Decodable, Equatable {
    struct Row: Decodable, Equatable {
        let key: String
        let keySha256: String
        let model: String
        let attempts: Int
        let ticks: Int64
        let refused: Int
    }
    struct Total: Decodable, Equatable {
        let attempts: Int
        let ticks: Int64
        let refused: Int
    }
    let byKeyAndModel: [Row]
    let total: Total
}

struct RequestsBody: Decodable {
    struct Message: Decodable, Equatable {
        let role: String
        let content: String
    }
    struct Request: Decodable {
        let number: Int
        let arrivedAtUs: Int64
        let monotonicUs: Int64
        let key: String?
        let keySha256: String?
        let model: String?
        let stream: Bool
        let conversation: String?
        let messages: [Message]?
        let status: Int?
        let fault: String?
        let finishedAtUs: Int64?
        let ticks: Int64
    }
    let requests: [Request]
    let dropped: Int
}

/// `{"code","error"}`.
struct ErrorBody: Decodable {
    let code: String
    let error: String
}

/// A plan as our own schema has it.
struct PlanBody: Decodable, Equatable {
    struct Subtask: Decodable, Equatable {
        let id: String
        let description: String
        let complexity: String
        let dependencies: [String]
    }
    let strategy: String
    let subtasks: [Subtask]

    init(_ text: String) throws {
        self = try JSONDecoder().decode(PlanBody.self, from: Data(text.utf8))
    }
}
