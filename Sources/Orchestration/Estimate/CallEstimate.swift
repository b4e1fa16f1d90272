public import Ledger

/// What a call that has not been asked will probably cost, and at most.
public struct CallEstimate: Hashable, Sendable {
    /// Where the probable cost comes from.
    public enum Basis: Hashable, Sendable {
        /// So many answered calls of the same kind and model.
        case history(calls: Int)
        /// The documented typical tokens of the phase, at the price book's price.
        case typicalTokens
        /// Neither history nor price.
        case unknown
    }

    public let call: Call
    public let role: Role
    public let model: String
    /// Half of such calls cost at most this; nil: nobody knows.
    public let p50: Ticks?
    /// Nine of ten cost at most this.
    public let p90: Ticks?
    /// The bound: the whole prompt uncached, the longest completion and the reasoning allowance.
    /// Nil without a price.
    public let bound: Ticks?
    public let basis: Basis

    /// - Parameter promptTokensMax: the longest prompt that the call can have.
    public init(
        _ call: Call, role: Role, options: RunOptions, promptTokensMax: Int,
        prices: PriceBook, history: CostHistory
    ) throws(MoneyOverflow) {
        self.call = call
        self.role = role
        model = options.models[role]
        let price = prices.highestPrice(
            of: model, promptTokensMax: Int64(promptTokensMax) + Hold.promptTokensExtra)
        bound = try Hold.ticks(
            requestBytes: promptTokensMax,
            completionTokensMax: Hold.completionTokensMax(
                of: role, subtasksMax: options.subtasksMax),
            model: model, price: price)
        let key = CostHistory.Key(kind: call.kind, model: model)
        if let half = history.quantile(50, of: key), let most = history.quantile(90, of: key) {
            (p50, p90) = (half, most)
            basis = .history(calls: history.count(key))
        } else if let price {
            let typical = role.typicalTokens
            p50 = try Ticks(price.outputTicks).multiplied(
                by: (typical.lowerBound + typical.upperBound) / 2)
            p90 = try Ticks(price.outputTicks).multiplied(by: typical.upperBound)
            basis = .typicalTokens
        } else {
            (p50, p90) = (nil, nil)
            basis = .unknown
        }
    }
}

extension Role {
    /// The tokens that a call of this role typically takes, as documented.
    var typicalTokens: ClosedRange<Int64> {
        switch self {
        case .decomposition: 500...1_000
        case .simple: 1_000...2_000
        case .medium: 2_000...4_000
        case .complex: 4_000...8_000
        case .aggregation: 2_000...3_000
        }
    }
}
