/// What an ill-mannered provider does with the key that it was sent.
enum EchoScene: Sendable, CustomStringConvertible {
    /// Answers properly, with the key in every text and every name of the answer.
    case inAnswers
    /// First refuses with this status, the key in the body, the reason and the headers.
    case status(Int, Body)
    /// Breaks off in the middle of the key.
    case cutStream
    /// Reports an error in the middle of a stream.
    case errorInStream
    /// Sends something that is no answer.
    case notJSON
    /// Sends something that is not even HTTP.
    case notHTTP

    enum Body: String, Sendable {
        case object, words, page, plain
    }

    static let all: [EchoScene] = [
        .inAnswers, .status(400, .words), .status(401, .object), .status(403, .plain),
        .status(404, .object), .status(422, .plain), .status(429, .object), .status(500, .page),
        .status(503, .words), .status(308, .plain), .cutStream, .errorInStream, .notJSON, .notHTTP,
    ]

    var description: String {
        switch self {
        case .inAnswers: "answers"
        case .status(let code, let body): "status-\(code)-\(body.rawValue)"
        case .cutStream: "cut-stream"
        case .errorInStream: "error-in-stream"
        case .notJSON: "not-json"
        case .notHTTP: "not-http"
        }
    }

    /// How many requests of a run are treated badly before the proper answers begin.
    var badRequests: Int {
        if case .inAnswers = self { return 0 }
        return 2
    }
}
