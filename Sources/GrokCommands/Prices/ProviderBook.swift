internal import Ledger
internal import Orchestration
internal import XAI

/// The price book that a provider's list of models amounts to.
enum ProviderBook {
    /// - Parameter day: That the list was asked on, and the first that its prices hold on.
    static func make(
        of models: [LanguageModel], on day: Day
    ) throws -> (book: DatedBook, text: String) {
        var rows: [DatedBook.Row] = []
        var names: Set<String> = []
        // An alias is charged as its model is. A model's own name goes before others' aliases.
        let ids = models.map { ($0, $0.id) }
        let aliases = models.flatMap { model in model.aliases.map { (model, $0) } }
        for (model, name) in ids + aliases where names.insert(name).inserted {
            var longContext: DatedBook.LongContext?
            if let tokens = model.longFromPromptTokens, let prices = model.longPrices {
                longContext = DatedBook.LongContext(
                    fromPromptTokens: tokens, rates: rates(prices))
            }
            rows.append(
                DatedBook.Row(
                    model: name, validFrom: day, validTo: nil, rates: rates(model.prices),
                    longContext: longContext))
        }
        let text = DatedBook.text(name: "xai-\(day)", rows: rows)
        do {
            return (try DatedBook(text: text), text)
        } catch {
            throw CommandFailure(
                .badData, "the provider's list of models is no price book: \(error.reason)")
        }
    }

    private static func rates(_ prices: LanguageModel.Prices) -> DatedBook.Rates {
        DatedBook.Rates(
            input: prices.prompt, cached: prices.cachedPrompt, output: prices.completion)
    }
}
