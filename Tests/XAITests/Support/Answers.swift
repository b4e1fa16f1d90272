/// Answers as a provider writes them, byte for byte.
enum Answers {
    static func http(
        _ status: Int = 200, type: String? = "application/json", headers: [String] = [],
        body: String
    ) -> String {
        var lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"]
        if let type { lines.append("Content-Type: \(type)") }
        return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
    }

    /// The head of a stream whose chunks follow.
    static func streamHead(headers: [String] = []) -> String {
        let lines = [
            "HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Transfer-Encoding: chunked",
        ]
        return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
    }

    /// A whole answer in one piece, in the shape of a captured one.
    static func completion(_ text: String = "pong", usage: String = usage) -> String {
        """
        {"id":"7c0f4e4e-9d1c-4bd8-b8b5-0f5c0b0f4a11","object":"chat.completion",\
        "created":1770774046,"model":"grok-3-mini-served","choices":[{"index":0,"message":\
        {"role":"assistant","content":"\(text)","reasoning_content":"thinking","refusal":null},\
        "finish_reason":"stop"}],"usage":\(usage),"system_fingerprint":"fp_1"}
        """
    }

    static let usage = """
        {"prompt_tokens":12,"completion_tokens":1,"total_tokens":241,"prompt_tokens_details":\
        {"text_tokens":12,"audio_tokens":0,"image_tokens":0,"cached_tokens":2},\
        "completion_tokens_details":{"reasoning_tokens":228,"audio_tokens":0,\
        "accepted_prediction_tokens":0,"rejected_prediction_tokens":0},"num_sources_used":0,\
        "cost_in_usd_ticks":1176500}
        """

    /// A chunk's JSON with these members of `choices[0].delta`.
    static func delta(_ members: String, finish: String = "null", usage: String? = nil) -> String {
        let tail = usage.map { ",\"usage\":\($0)" } ?? ""
        return """
            {"id":"chunk-id","object":"chat.completion.chunk","created":1,\
            "model":"grok-3-mini-served","choices":[{"index":0,"delta":{\(members)},\
            "finish_reason":\(finish)}]\(tail)}
            """
    }

    /// The chunk near the end of a stream that holds nothing but the usage.
    static func usageChunk(_ usage: String = usage) -> String {
        """
        {"id":"chunk-id","object":"chat.completion.chunk","created":1,\
        "model":"grok-3-mini-served","choices":[],"usage":\(usage)}
        """
    }

    /// `payloads` as server-sent events.
    static func events(_ payloads: [String], lineEnd: String = "\n") -> String {
        payloads.map { "data: \($0)\(lineEnd)\(lineEnd)" }.joined()
    }

    /// A whole stream that says "pong".
    static let stream = events([
        delta("\"role\":\"assistant\",\"content\":\"\""), delta("\"reasoning_content\":\"hm\""),
        delta("\"content\":\"po\""), delta("\"content\":\"ng\""),
        delta("\"content\":\"\"", finish: "\"stop\""), usageChunk(), "[DONE]",
    ])
}
