import NIOCore

/// Puts one answer into the provider's JSON, whole or as a stream of chunks.
struct CompletionWriter: Sendable {
    let id: String
    /// Seconds since 1970.
    let created: Int64
    let model: String
    let answer: Answer
    /// Whether usage says what the answer cost.
    let isReported: Bool

    private static let fingerprint = "fp_simulator"

    /// A `chat.completion` object.
    func whole() -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(1_024 + answer.text.utf8.count)
        writeHead(object: "chat.completion", to: &buffer)
        buffer.writeStaticString("[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":")
        buffer.writeJSON(optional: answer.refusal == nil ? answer.text : nil)
        buffer.writeStaticString(",\"reasoning_content\":")
        buffer.writeJSON(answer.reasoning)
        buffer.writeStaticString(",\"refusal\":")
        buffer.writeJSON(optional: answer.refusal)
        buffer.writeStaticString("},\"finish_reason\":")
        buffer.writeJSON(answer.finishReason)
        buffer.writeStaticString("}],\"usage\":")
        writeUsage(to: &buffer)
        writeTail(to: &buffer)
        return buffer
    }

    /// The SSE events of the whole stream: `chat.completion.chunk` objects and `[DONE]`.
    ///
    /// - Parameters:
    ///   - pieces: into how many deltas the text is split.
    ///   - breaksChunk: whether one chunk in the middle is no JSON.
    func stream(pieces: Int, includeUsage: Bool, breaksChunk: Bool) -> ByteBuffer {
        var start = ByteBuffer(string: "data: ")
        writeHead(object: "chat.completion.chunk", to: &start)
        var stream = ByteBuffer()
        stream.reserveCapacity(2_048 + (pieces + 3) * 256 + answer.text.utf8.count)
        func delta(_ name: StaticString, _ text: String?, finishReason: String? = nil) {
            stream.writeImmutableBuffer(start)
            stream.writeStaticString("[{\"index\":0,\"delta\":{")
            if let text {
                stream.writeStaticString(name)
                stream.writeJSON(text)
            }
            stream.writeStaticString("},\"finish_reason\":")
            stream.writeJSON(optional: finishReason)
            stream.writeStaticString("}]")
            writeEventEnd(to: &stream)
        }
        delta("\"role\":\"assistant\",\"reasoning_content\":", answer.reasoning)
        for (index, piece) in split(answer.text, pieces: pieces).enumerated() {
            if breaksChunk, index == pieces / 2 {
                stream.writeImmutableBuffer(start)
                stream.writeStaticString("[{\"index\":0,\"delta\":{\"cont\n\n")
            }
            delta("\"content\":", piece)
        }
        if let refusal = answer.refusal { delta("\"refusal\":", refusal) }
        delta("", nil, finishReason: answer.finishReason)
        if includeUsage {
            stream.writeImmutableBuffer(start)
            stream.writeStaticString("[],\"usage\":")
            writeUsage(to: &stream)
            writeEventEnd(to: &stream)
        }
        stream.writeStaticString("data: [DONE]\n\n")
        return stream
    }

    private func writeEventEnd(to buffer: inout ByteBuffer) {
        writeTail(to: &buffer)
        buffer.writeStaticString("\n\n")
    }

    /// Everything up to the value of `choices`.
    private func writeHead(object: String, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("{\"id\":")
        buffer.writeJSON(id)
        buffer.writeStaticString(",\"object\":")
        buffer.writeJSON(object)
        buffer.writeStaticString(",\"created\":")
        buffer.writeJSON(created)
        buffer.writeStaticString(",\"model\":")
        buffer.writeJSON(model)
        buffer.writeStaticString(",\"choices\":")
    }

    private func writeTail(to buffer: inout ByteBuffer) {
        buffer.writeStaticString(",\"system_fingerprint\":")
        buffer.writeJSON(Self.fingerprint)
        buffer.writeStaticString("}")
    }

    private func writeUsage(to buffer: inout ByteBuffer) {
        let usage = answer.usage
        buffer.writeStaticString("{\"prompt_tokens\":")
        buffer.writeJSON(usage.promptTokens)
        buffer.writeStaticString(",\"completion_tokens\":")
        buffer.writeJSON(usage.completionTokens)
        buffer.writeStaticString(",\"total_tokens\":")
        buffer.writeJSON(usage.totalTokens)
        buffer.writeStaticString(",\"prompt_tokens_details\":{\"text_tokens\":")
        buffer.writeJSON(usage.promptTokens)
        buffer.writeStaticString(",\"audio_tokens\":0,\"image_tokens\":0,\"cached_tokens\":")
        buffer.writeJSON(usage.cachedTokens)
        buffer.writeStaticString("},\"completion_tokens_details\":{\"reasoning_tokens\":")
        buffer.writeJSON(usage.reasoningTokens)
        buffer.writeStaticString(
            ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}"
        )
        buffer.writeStaticString(",\"num_sources_used\":0")
        if isReported {
            buffer.writeStaticString(",\"cost_in_usd_ticks\":")
            buffer.writeJSON(answer.ticks)
        }
        buffer.writeStaticString("}")
    }

    /// At most so many pieces of about one size that cut no Unicode scalar in two.
    private func split(_ text: String, pieces: Int) -> [String] {
        let length = max(1, (text.utf8.count + pieces - 1) / pieces)
        var result: [String] = []
        var start = text.startIndex
        while start < text.endIndex {
            var end =
                text.utf8.index(start, offsetBy: length, limitedBy: text.endIndex) ?? text.endIndex
            while end < text.endIndex, text.utf8[end] & 0xC0 == 0x80 {
                end = text.utf8.index(after: end)
            }
            result.append(String(text[start..<end]))
            start = end
        }
        return result
    }
}
