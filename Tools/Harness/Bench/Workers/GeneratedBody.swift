internal import Foundation
internal import Ledger

/// Spells the bodies of the events that a generated ledger holds millions of, five times as fast as
/// encoding them does. The first tasks compare it with the encoder, so that it cannot go its own
/// way.
enum GeneratedBody {
    /// Nil for events that are rare enough to be encoded.
    static func text(_ event: Event) -> String? {
        switch event {
        case .attemptStarted(let body): started(body)
        case .attemptAnswered(let body): answered(body)
        case .subtaskFinished(let body): finished(body)
        default: nil
        }
    }

    private static func started(_ body: AttemptStarted) -> String {
        var text = "{\"attempt\":"
        text.reserveCapacity(512)
        put(body.attempt, &text)
        text += ",\"completion_tokens_max\":\(body.completionTokensMax)"
        put(body.price, &text)
        text += ",\"request\":\"\(body.request.hexadecimal)\""
        text += ",\"request_bytes\":\(body.requestBytes),\"window_ms\":\(body.windowMs)"
        return text + ",\"window_requests\":\(body.windowRequests)}"
    }

    private static func answered(_ body: AttemptAnswered) -> String {
        var text = "{\"attempt\":"
        text.reserveCapacity(1_024)
        put(body.attempt, &text)
        if let ticks = body.computedTicks { text += ",\"computed_ticks\":\(ticks.count)" }
        text += ",\"duration_ms\":\(body.durationMs)"
        if let reason = body.finishReason { text += ",\"finish_reason\":\"\(reason)\"" }
        text += ",\"label\":\"\(body.label.rawValue)\",\"outcome\":\"\(body.outcome.rawValue)\""
        put(body.price, &text)
        if let usage = body.rawUsage {
            text += ",\"raw_usage\":\"\(usage.replacing("\"", with: "\\\""))\""
        }
        if let ticks = body.reportedTicks { text += ",\"reported_ticks\":\(ticks.count)" }
        if let response = body.response { text += ",\"response\":\"\(response)\"" }
        text += ",\"served_model\":\"\(body.servedModel)\""
        text += ",\"text\":\"\(body.text.hexadecimal)\",\"text_bytes\":\(body.textBytes)"
        if let ticks = body.ticks { text += ",\"ticks\":\(ticks.count)" }
        if let usage = body.usage {
            text += ",\"usage\":{\"cached_tokens\":\(usage.cachedTokens)"
            text += ",\"completion_tokens\":\(usage.completionTokens)"
            text += ",\"prompt_tokens\":\(usage.promptTokens)"
            text += ",\"reasoning_tokens\":\(usage.reasoningTokens)}"
        }
        return text + "}"
    }

    private static func finished(_ body: SubtaskFinished) -> String {
        "{\"attempt\":\"\(body.attempt.text)\",\"outcome\":\"\(body.outcome.rawValue)\""
            + ",\"subtask\":\(body.subtask),\"text\":\"\(body.text.hexadecimal)\"}"
    }

    private static func put(_ attempt: AttemptReference, _ text: inout String) {
        text += "{\"account\":\"\(attempt.account)\""
        text += ",\"call\":{\"kind\":\"\(attempt.call.kind.rawValue)\""
        text += ",\"round\":\(attempt.call.round)"
        if let subtask = attempt.call.subtask { text += ",\"subtask\":\(subtask)" }
        text += "}"
        if let hold = attempt.holdTicks { text += ",\"hold_ticks\":\(hold.count)" }
        text += ",\"id\":\"\(attempt.id.text)\",\"key\":\"\(attempt.key)\""
        text += ",\"model\":\"\(attempt.model)\",\"number\":\(attempt.number)}"
    }

    private static func put(_ price: Price?, _ text: inout String) {
        guard let price else { return }
        text += ",\"price\":{\"book\":\"\(price.book)\",\"cached_ticks\":\(price.cachedTicks)"
        text += ",\"input_ticks\":\(price.inputTicks),\"model\":\"\(price.model)\""
        text += ",\"output_ticks\":\(price.outputTicks)}"
    }
}
