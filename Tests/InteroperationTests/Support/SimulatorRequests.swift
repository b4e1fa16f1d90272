/// What the simulator's `GET /_simulator/requests` answers.
struct SimulatorRequests: Decodable {
    struct Message: Decodable {
        let role: String
        let content: String
    }

    struct Request: Decodable {
        let model: String
        let stream: Bool
        let messages: [Message]

        var text: String { messages.map(\.content).joined(separator: "\n") }
    }

    let requests: [Request]
}
