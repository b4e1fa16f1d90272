public import Ledger

/// What most probably makes a provider bill an answer at something else than its tokens cost by the
/// price book.
public enum DriftCause: String, Hashable, Sendable, CaseIterable {
    /// The book has no price for the model that served.
    case noPrice = "no-price"
    /// It is what the model costs that was asked for, and not the one that served.
    case requestedModel = "requested-model"
    /// It is what xAI's list says of the model that served.
    case listPrice = "list-price"
    /// Twice the price, for a long prompt.
    case longContext = "long-context"
    /// A tenth more, as in some regions.
    case regional
    /// More by a whole number of server-side tool calls.
    case toolCalls = "tool-calls"
    /// Less: a promotion, or a discount of the account.
    case discount
    /// More: a faster tier of service, or something else.
    case surcharge

    /// What one server-side tool call costs.
    static let toolCallTicks: Int64 = 50_000_000
    /// From so many prompt tokens on a list has had prices of its own.
    static let longPromptTokens: Int64 = 128_000

    /// Nil if nothing differs, or nobody can tell because nothing was reported or counted.
    ///
    /// - Parameter at: When it was answered.
    public init?(_ answered: AttemptAnswered, at: Timestamp) throws(MoneyOverflow) {
        guard let reported = answered.reportedTicks, let usage = answered.usage else { return nil }
        guard let computed = answered.computedTicks, let price = answered.price else {
            self = .noPrice
            return
        }
        guard reported != computed else { return nil }
        let day = Day(at)
        func isBilled(_ book: DatedBook, _ model: String) throws(MoneyOverflow) -> Bool {
            try book.cost(of: usage, model: model, on: day) == reported
        }
        let asked = answered.attempt.model
        if asked != answered.servedModel {
            for book in DatedBook.builtIn where try isBilled(book, asked) {
                self = .requestedModel
                return
            }
        }
        for book in DatedBook.lists where try isBilled(book, answered.servedModel) {
            self = .listPrice
            return
        }
        let difference = reported.count - computed.count
        let isLong = usage.promptTokens >= Self.longPromptTokens && price.fromPromptTokens == nil
        switch difference {
        case computed.count where isLong: self = .longContext
        case _ where reported.count % 11 == 0 && reported.count / 11 * 10 == computed.count:
            self = .regional
        case _ where difference > 0 && difference % Self.toolCallTicks == 0: self = .toolCalls
        case ..<0: self = .discount
        default: self = .surcharge
        }
    }
}
