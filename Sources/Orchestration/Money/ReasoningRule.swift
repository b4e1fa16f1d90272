internal import Foundation

/// How the provider's figures of one answer were read: whether its completion tokens include the
/// reasoning tokens. Nothing in an answer says so, except which sum equals the total.
public enum ReasoningRule: String, Sendable, CaseIterable {
    /// total = prompt + completion + reasoning: reasoning is beside the completion.
    case excluded
    /// total = prompt + completion: reasoning is inside the completion, and taken out of it.
    case included
    /// There was no reasoning, so both sums are the same.
    case noReasoning = "no-reasoning"
    /// There is no total, but fields that only xAI sends: beside the completion, as xAI counts.
    case assumedExcluded = "assumed-excluded"
    /// There is no total, nor anything of xAI's: inside the completion, as others count.
    case assumedIncluded = "assumed-included"
    /// No way of counting fits the total, or a figure is missing: nothing is counted.
    case contradictory
    /// The `usage` object was not kept.
    case notKept = "not-kept"

    /// - Parameter rawUsage: The provider's `usage` object as it came.
    public init(rawUsage: String?) {
        guard let rawUsage,
            let usage = try? JSONDecoder().decode(RawUsage.self, from: Data(rawUsage.utf8))
        else {
            self = .notKept
            return
        }
        guard let prompt = usage.promptTokens, let completion = usage.completionTokens else {
            self = .contradictory
            return
        }
        let reasoning = usage.details?.reasoningTokens ?? 0
        let isFromXAI = usage.costTicks != nil || usage.sources != nil
        switch usage.totalTokens {
        case .some(prompt &+ completion) where reasoning == 0: self = .noReasoning
        case .some(prompt &+ completion &+ reasoning): self = .excluded
        case .some(prompt &+ completion): self = reasoning > completion ? .contradictory : .included
        case .some: self = .contradictory
        case nil where reasoning == 0: self = .noReasoning
        case nil where isFromXAI: self = .assumedExcluded
        case nil: self = reasoning > completion ? .contradictory : .assumedIncluded
        }
    }

    /// The figures that decide it.
    private struct RawUsage: Decodable {
        struct Details: Decodable {
            let reasoningTokens: Int64?

            enum CodingKeys: String, CodingKey {
                case reasoningTokens = "reasoning_tokens"
            }
        }

        let promptTokens: Int64?
        let completionTokens: Int64?
        let totalTokens: Int64?
        let details: Details?
        let costTicks: Int64?
        let sources: Int64?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
            case totalTokens = "total_tokens"
            case details = "completion_tokens_details"
            case costTicks = "cost_in_usd_ticks"
            case sources = "num_sources_used"
        }
    }
}
