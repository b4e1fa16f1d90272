import Ledger

extension GoldenSamples {
    static let prices: [(String, Event)] = [
        (
            "price-book-adopted.v1",
            .priceBookAdopted(
                PriceBookAdopted(
                    book: "xai-2026-11-22", hash: Hash(of: Array("book".utf8)), prices: 13,
                    text: text(20), textBytes: 2_048, source: .provider))
        ),
        (
            "cost-adjusted.v1",
            .costAdjusted(
                CostAdjusted(
                    attempt: attempt(.subtask(3), hold: Ticks(5)), ticks: Ticks(-123_456),
                    reason: .credit, reference: text(21)))
        ),
        (
            "attempt-started.v1.book",
            .attemptStarted(
                AttemptStarted(
                    attempt: attempt(.subtask(3), hold: Ticks(9_000_000_000)), request: text(11),
                    requestBytes: 400_096, completionTokensMax: 8_192, price: longPrice,
                    windowRequests: 60, windowMs: 60_000))
        ),
    ]

    private static let longPrice = Price(
        book: "xai-2026-11", model: "grok-4.5", inputTicks: 40_000, cachedTicks: 6_000,
        outputTicks: 120_000, hash: Hash(of: Array("book".utf8)), validFrom: "2026-11-01",
        fromPromptTokens: 200_000)
}
