/// Puts one answer into the provider's JSON, whole or as a stream of chunks.
struct CompletionWriter: Sendable {
    let id: String
    /// Seconds since 1970.
    let created: Int64
    let model: String
    let answer: Answer
    /// Whether usage says what the answer cost.
    let isReported: Bool

    /// The end of every object.
    private static let tail = ",\"system_fingerprint\":\"fp_simulator\"}"
    private static let eventEnd = tail + "\n\n"

    /// A `chat.completion` object.
    func whole() -> String {
        var json = JSONText(capacity: 1_024 + answer.text.utf8.count)
        writeHead(object: "chat.completion", to: &json)
        json.raw("[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":")
        json.write(optional: answer.refusal == nil ? answer.text : nil)
        json.raw(",\"reasoning_content\":")
        json.write(answer.reasoning)
        json.raw(",\"refusal\":")
        json.write(optional: answer.refusal)
        json.raw("},\"finish_reason\":")
        json.write(answer.finishReason)
        json.raw("}],\"usage\":")
        writeUsage(to: &json)
        json.raw(Self.tail)
        return json.text
    }

    /// The SSE events of the whole stream: `chat.completion.chunk` objects and `[DONE]`.
    ///
    /// - Parameters:
    ///   - pieces: into how many deltas the text is split.
    ///   - breaksChunk: whether one chunk in the middle is no JSON.
    func stream(pieces: Int, includeUsage: Bool, breaksChunk: Bool) -> String {
        var head = JSONText()
        head.raw("data: ")
        writeHead(object: "chat.completion.chunk", to: &head)
        let start = head.text
        let deltaStart = start + "[{\"index\":0,\"delta\":{"
        let contentStart = deltaStart + "\"content\":"
        let deltaEnd = "},\"finish_reason\":null}]" + Self.eventEnd
        var json = JSONText(capacity: 2_048 + (pieces + 3) * 300 + answer.text.utf8.count)
        func delta(_ start: String, _ text: String) {
            json.raw(start)
            json.write(text)
            json.raw(deltaEnd)
        }
        delta(deltaStart + "\"role\":\"assistant\",\"reasoning_content\":", answer.reasoning)
        if breaksChunk { json.raw(deltaStart + "\"cont\n\n") }
        for piece in split(answer.text, pieces: pieces) { delta(contentStart, piece) }
        if let refusal = answer.refusal { delta(deltaStart + "\"refusal\":", refusal) }
        json.raw(deltaStart + "},\"finish_reason\":")
        json.write(answer.finishReason)
        json.raw("}]" + Self.eventEnd)
        if includeUsage {
            json.raw(start + "[],\"usage\":")
            writeUsage(to: &json)
            json.raw(Self.eventEnd)
        }
        json.raw("data: [DONE]\n\n")
        return json.text
    }

    /// Everything up to the value of `choices`.
    private func writeHead(object: String, to json: inout JSONText) {
        json.raw("{\"id\":")
        json.write(id)
        json.raw(",\"object\":")
        json.write(object)
        json.raw(",\"created\":")
        json.write(created)
        json.raw(",\"model\":")
        json.write(model)
        json.raw(",\"choices\":")
    }

    private func writeUsage(to json: inout JSONText) {
        let usage = answer.usage
        json.raw("{\"prompt_tokens\":")
        json.write(usage.promptTokens)
        json.raw(",\"completion_tokens\":")
        json.write(usage.completionTokens)
        json.raw(",\"total_tokens\":")
        json.write(usage.totalTokens)
        json.raw(",\"prompt_tokens_details\":{\"text_tokens\":")
        json.write(usage.promptTokens)
        json.raw(",\"audio_tokens\":0,\"image_tokens\":0,\"cached_tokens\":")
        json.write(usage.cachedTokens)
        json.raw("},\"completion_tokens_details\":{\"reasoning_tokens\":")
        json.write(usage.reasoningTokens)
        json.raw(
            ",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}"
        )
        json.raw(",\"num_sources_used\":0")
        if isReported {
            json.raw(",\"cost_in_usd_ticks\":")
            json.write(answer.ticks)
        }
        json.raw("}")
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
