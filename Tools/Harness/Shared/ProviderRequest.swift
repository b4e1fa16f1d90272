internal import Foundation

/// One request as the simulator saw it arrive: `GET /_simulator/requests`.
struct ProviderRequest: Decodable, Sendable {
    struct Message: Decodable, Hashable, Sendable {
        let role: String
        let content: String
    }

    let number: Int
    /// Wall clock, microseconds since 1970.
    let arrivedAtUs: Int64
    /// The same instant by a clock that nobody sets, in microseconds.
    let monotonicUs: Int64
    let keySHA256: String?
    let model: String?
    let conversation: String?
    let messages: [Message]?
    let status: Int?
    let fault: String?
    /// Wall clock, microseconds since 1970; nil if there was no answer yet.
    let finishedAtUs: Int64?
    let ticks: Int64

    private enum CodingKeys: String, CodingKey {
        case number, model, conversation, messages, status, fault, ticks
        case arrivedAtUs = "arrived_at_us"
        case monotonicUs = "monotonic_us"
        case keySHA256 = "key_sha256"
        case finishedAtUs = "finished_at_us"
    }

    /// The texts of all its messages.
    var text: String { (messages ?? []).map(\.content).joined(separator: "\n") }

    var lastUserText: String { messages?.last { $0.role == "user" }?.content ?? "" }
}

/// The whole log of a simulator.
struct ProviderRequests: Decodable, Sendable {
    let requests: [ProviderRequest]
    /// The oldest, which the log no longer keeps.
    let dropped: Int
}
