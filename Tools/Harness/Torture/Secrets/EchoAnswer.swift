/// What the ill-mannered provider writes, byte for byte.
struct EchoAnswer {
    let scene: EchoScene
    let key: String
    /// The body of the request.
    let request: String

    private var isPlan: Bool { request.contains("\"response_format\"") }
    private var headers: String {
        "x-request-id: \(key)\r\nx-echo: Bearer \(key)\r\nSet-Cookie: key=\(key)\r\n"
            + "Connection: close\r\n"
    }

    /// The ill-mannered answer.
    var bad: String {
        switch scene {
        case .inAnswers: good
        case .status(let code, let body): refusal(code, body)
        case .cutStream:
            // Longer than it is.
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100000\r\n"
                + headers + "\r\n" + chunk("Your key is ") + chunk(String(key.dropLast(4)))
        case .errorInStream:
            stream([chunk("Well, "), "data: {\"error\":{\"message\":\"Bearer \(key)\"}}\n\n"])
        case .notJSON: http("application/json", "{not JSON, Authorization: Bearer \(key)")
        case .notHTTP: "HTTP/9 \(key) \(key)\r\n\(key)\r\n\r\n"
        }
    }

    private func refusal(_ code: Int, _ body: EchoScene.Body) -> String {
        let sentence = "Incorrect key \(key), sent as Authorization: Bearer \(key)"
        let text =
            switch body {
            case .object:
                "{\"error\":{\"message\":\"\(sentence)\",\"code\":\"\(key)\",\"type\":\"\(key)\"}}"
            case .words: "{\"code\":\"\(key)\",\"error\":\"\(sentence)\"}"
            case .page: "<html><title>\(key)</title><h1>\(sentence)</h1></html>"
            case .plain: sentence
            }
        let type = body == .page ? "text/html" : body == .plain ? "text/plain" : "application/json"
        return "HTTP/1.1 \(code) \(key)\r\nContent-Type: \(type)\r\n"
            + "Location: https://elsewhere.invalid/\(key)\r\n"
            + "Content-Length: \(text.utf8.count)\r\n" + headers + "\r\n" + text
    }

    /// A proper answer that repeats the key wherever there is a text.
    var good: String {
        if isPlan {
            let plan =
                "{\\\"subtasks\\\":[" + ["a", "b"].map(subtask).joined(separator: ",")
                + "],\\\"strategy\\\":\\\"parallel\\\"}"
            return http(
                "application/json",
                "{\"id\":\"\(key)\",\"model\":\"\(key)\",\"choices\":[{\"index\":0,\"message\":"
                    + "{\"role\":\"assistant\",\"content\":\"\(plan)\",\"reasoning_content\":"
                    + "\"I was sent \(key)\"},\"finish_reason\":\"stop\"}],\"usage\":\(usage)}")
        }
        let middle = key.index(key.startIndex, offsetBy: key.count / 2)
        return stream([
            chunk("I think of \(key)", member: "reasoning_content"), chunk("Your key is "),
            chunk(String(key[..<middle])), chunk(String(key[middle...])), chunk(" and \(key)."),
            "data: {\"id\":\"\(key)\",\"model\":\"grok-4\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}]}\n\n",
            "data: {\"id\":\"\(key)\",\"choices\":[],\"usage\":\(usage)}\n\n", "data: [DONE]\n\n",
        ])
    }

    private func subtask(_ id: String) -> String {
        "{\\\"id\\\":\\\"\(id)\\\",\\\"description\\\":\\\"Look at \(key)\\\","
            + "\\\"complexity\\\":\\\"simple\\\",\\\"dependencies\\\":[]}"
    }

    private var usage: String {
        "{\"prompt_tokens\":10,\"completion_tokens\":5,\"total_tokens\":15,\"note\":\"\(key)\"}"
    }

    private func chunk(_ text: String, member: String = "content") -> String {
        "data: {\"id\":\"\(key)\",\"model\":\"grok-4\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"\(member)\":\"\(text)\"},\"finish_reason\":null}]}\n\n"
    }

    private func stream(_ events: [String]) -> String {
        http("text/event-stream", events.joined())
    }

    private func http(_ type: String, _ body: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n"
            + headers + "\r\n" + body
    }
}
