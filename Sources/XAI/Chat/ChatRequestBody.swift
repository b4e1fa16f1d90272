/// The body of `POST /v1/chat/completions`, as the provider documents it on 2026-11-22.
enum ChatRequestBody {
    static func encode(_ request: ChatRequest) -> [UInt8] {
        var writer = JSONWriter(capacity: capacity(of: request))
        writer.raw("{\"model\":")
        writer.string(request.model)
        writer.raw(",\"messages\":[")
        for (index, message) in request.messages.enumerated() {
            if index > 0 { writer.raw(",") }
            writer.raw("{\"role\":")
            writer.string(message.role.rawValue)
            writer.raw(",\"content\":")
            writer.string(message.content)
            writer.raw("}")
        }
        writer.raw("],\"max_completion_tokens\":")
        writer.raw(String(request.completionTokensMax))
        if let schema = request.schema {
            writer.raw(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":")
            writer.string(schema.name)
            writer.raw(",\"schema\":")
            writer.raw(schema.json)
            writer.raw(",\"strict\":true}}")
        }
        if request.streams {
            writer.raw(",\"stream\":true,\"stream_options\":{\"include_usage\":true}")
        }
        writer.raw("}")
        return writer.bytes
    }

    /// Room for the texts and a little escaping, so that a context of megabytes is copied once.
    private static func capacity(of request: ChatRequest) -> Int {
        let texts = request.messages.reduce(0) { $0 + $1.content.utf8.count + 48 }
        return texts + texts / 16 + (request.schema?.json.utf8.count ?? 0) + 384
    }
}
