public import Ledger

/// How the charge of one answer came about: what each kind of token costs, what that comes to, and
/// what the provider said.
public struct ChargeExplanation: Hashable, Sendable {
    /// Tokens of one kind times their price.
    public struct Term: Hashable, Sendable {
        public enum Kind: String, Sendable, CaseIterable {
            /// Prompt tokens that were not cached.
            case prompt
            case cached, completion, reasoning
        }

        public let kind: Kind
        public let tokens: Int64
        /// For one token.
        public let priceTicks: Int64
        public let ticks: Ticks
    }

    public let rule: ReasoningRule
    /// The row that the answer was priced with when it came; nil if the book had none.
    public let price: Price?
    /// Empty without usage or price.
    public let terms: [Term]
    /// What the terms come to.
    public let computed: Ticks?
    /// What the provider billed; nil if it did not say.
    public let reported: Ticks?
    /// Which of the two counts.
    public let label: Charge.Label

    public init(_ answered: AttemptAnswered) throws(MoneyOverflow) {
        rule = ReasoningRule(rawUsage: answered.rawUsage)
        price = answered.price
        reported = answered.reportedTicks
        label = answered.label
        guard let usage = answered.usage, let price = answered.price else {
            terms = []
            computed = answered.computedTicks
            return
        }
        let counts: [(Term.Kind, Int64, Int64)] = [
            (.prompt, usage.promptTokens - usage.cachedTokens, price.inputTicks),
            (.cached, usage.cachedTokens, price.cachedTicks),
            (.completion, usage.completionTokens, price.outputTicks),
            (.reasoning, usage.reasoningTokens, price.outputTicks),
        ]
        var terms: [Term] = []
        var sum = Ticks.zero
        for (kind, tokens, priceTicks) in counts {
            let ticks = try Ticks(priceTicks).multiplied(by: tokens)
            sum = try sum.adding(ticks)
            terms.append(Term(kind: kind, tokens: tokens, priceTicks: priceTicks, ticks: ticks))
        }
        self.terms = terms
        computed = sum
    }

    /// What the provider billed beyond what its tokens cost by the book; nil unless both are known.
    public var difference: Ticks? {
        guard let reported, let computed else { return nil }
        return Ticks(reported.count - computed.count)
    }
}
