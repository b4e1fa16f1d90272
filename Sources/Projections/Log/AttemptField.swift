/// The slots of the four events of an attempt.
enum AttemptField: Int, CaseIterable {
    case account, kind, round, subtask, holdTicks, id, key, model, number
    case durationMs, error, label, outcome, partialText, reason, request, servedModel, status
    case text, ticks, cachedTokens, completionTokens, promptTokens, reasoningTokens
    case windowMs, windowRequests
    /// Not in the body: the conversation as a JSON array.
    case messages

    static let shape = BodyShape([
        .object(
            "attempt",
            [
                part("account", .account),
                .object(
                    "call",
                    [part("kind", .kind), part("round", .round), part("subtask", .subtask)]),
                part("hold_ticks", .holdTicks), part("id", .id), part("key", .key),
                part("model", .model), part("number", .number),
            ]),
        part("duration_ms", .durationMs), part("error", .error), part("label", .label),
        part("outcome", .outcome), part("partial_text", .partialText), part("reason", .reason),
        part("request", .request), part("served_model", .servedModel), part("status", .status),
        part("text", .text), part("ticks", .ticks),
        .object(
            "usage",
            [
                part("cached_tokens", .cachedTokens), part("completion_tokens", .completionTokens),
                part("prompt_tokens", .promptTokens), part("reasoning_tokens", .reasoningTokens),
            ]),
        part("window_ms", .windowMs), part("window_requests", .windowRequests),
    ])

    private static func part(_ name: StaticString, _ field: AttemptField) -> BodyShape.Part {
        .value(name, slot: field.rawValue)
    }
}
