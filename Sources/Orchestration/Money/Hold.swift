public import Ledger

/// The stated bound that is held for an attempt until its outcome is known.
public enum Hold {
    /// Tokens that a provider may add to a prompt on its own.
    public static let promptTokensExtra: Int64 = 512

    /// Every byte of the request as a prompt token, 512 more, and the longest completion with the
    /// reasoning allowance. Nil without a price.
    public static func ticks(
        requestBytes: Int, completionTokensMax: Int64, model: String, price: Price?
    ) throws(MoneyOverflow) -> Ticks? {
        guard let price else { return nil }
        let prompt = Int64(requestBytes) + promptTokensExtra
        let completion = completionTokensMax + ModelCatalog.reasoningTokensAllowance(of: model)
        return try Ticks(max(price.inputTicks, price.cachedTicks)).multiplied(by: prompt)
            .adding(try Ticks(price.outputTicks).multiplied(by: completion))
    }

    /// The longest completion that a role may give, in tokens.
    public static func completionTokensMax(of role: Role, subtasksMax: Int) -> Int64 {
        switch role {
        case .decomposition: 4_096 + 256 * Int64(subtasksMax)
        case .simple, .medium, .complex: 16_384
        case .aggregation: 32_768
        }
    }
}
