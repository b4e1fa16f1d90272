package import Ledger
package import LedgerStore
package import Orchestration
internal import XAI

/// Turns what came over the wire into a command for the decider, with every text as a blob.
package struct OutcomeReader: Sendable {
    package let log: EventLog
    package let texts: TextStore
    package let prices: PriceBook

    package init(log: EventLog, texts: TextStore, prices: PriceBook) {
        self.log = log
        self.texts = texts
        self.prices = prices
    }

    /// The command that `outcome` amounts to; the blobs that it cites are added to `blobs`.
    package func command(
        _ outcome: SubAgent.Outcome, options: RunOptions, _ blobs: inout [Blob]
    ) throws -> TaskCommand {
        switch outcome.result {
        case .answered(let answer):
            return try answered(answer, outcome, options, &blobs)
        case .failed(let failure):
            return .fail(try failed(failure, outcome, &blobs))
        case .unknown(let failure):
            if failure.reason == .serverError, !options.billsServerErrors {
                return .fail(try failed(failure, outcome, &blobs))
            }
            return .loseTrack(
                AttemptOutcomeUnknown(
                    attempt: outcome.attempt, reason: failure.reason, status: failure.status,
                    retryAfterMs: failure.retryAfterMs,
                    error: try nameIfAny(failure.message, &blobs),
                    partialText: try nameIfAny(failure.partialText, &blobs),
                    durationMs: outcome.durationMs))
        }
    }

    private func answered(
        _ answer: ChatAnswer, _ outcome: SubAgent.Outcome, _ options: RunOptions,
        _ blobs: inout [Blob]
    ) throws -> TaskCommand {
        let kind = Self.outcome(of: answer)
        let text = kind == .refused ? answer.refusal ?? answer.text : answer.text
        let price = prices.price(
            of: answer.servedModel, promptTokens: answer.usage?.promptTokens ?? 0)
        let computed = answer.usage.flatMap { usage in
            price.flatMap { try? $0.cost(of: usage) }
        }
        let body = AttemptAnswered(
            attempt: outcome.attempt, servedModel: answer.servedModel, response: answer.id,
            providerRequest: answer.providerRequest, finishReason: answer.finishReason,
            outcome: kind, text: try name(text, &blobs), textBytes: text.utf8.count,
            reasoning: try nameIfAny(answer.reasoning, &blobs), usage: answer.usage,
            rawUsage: answer.rawUsage,
            charge: Charge(reported: answer.reportedTicks, computed: computed),
            price: computed == nil ? nil : price, durationMs: outcome.durationMs)
        guard outcome.attempt.call.kind == .decomposition else { return .answer(body, nil) }
        let proposal = try PlanProposal.read(
            text, outcome: kind, subtasksMax: options.subtasksMax
        ) { try name($0, &blobs) }
        return .answer(body, proposal)
    }

    /// What kind of answer this is: nothing that is not whole passes for whole.
    private static func outcome(of answer: ChatAnswer) -> AnswerOutcome {
        if answer.refusal?.isEmpty == false { return .refused }
        if answer.finishReason == "content_filter" { return .refused }
        if answer.text.allSatisfy(\.isWhitespace) { return .empty }
        return answer.finishReason == "length" ? .cut : .complete
    }

    private func failed(
        _ failure: ChatFailure, _ outcome: SubAgent.Outcome, _ blobs: inout [Blob]
    ) throws -> AttemptFailed {
        AttemptFailed(
            attempt: outcome.attempt, reason: failure.reason, status: failure.status,
            retryAfterMs: failure.retryAfterMs, error: try nameIfAny(failure.message, &blobs),
            durationMs: outcome.durationMs)
    }

    private func name(_ text: String, _ blobs: inout [Blob]) throws -> Commitment {
        // An answer is not lost because the ledger cannot be read just now.
        let blob = try (try? log.blob(text)) ?? log.newBlob(text)
        blobs.append(blob)
        texts.keep(text, as: blob.commitment)
        return blob.commitment
    }

    private func nameIfAny(_ text: String?, _ blobs: inout [Blob]) throws -> Commitment? {
        guard let text, !text.isEmpty else { return nil }
        return try name(text, &blobs)
    }
}
