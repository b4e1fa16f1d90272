/// What a request is part of, which decides how many tokens it takes.
enum Phase: Sendable, Equatable {
    case decomposition, simple, medium, complex, aggregation

    /// The typical totals of the product's documentation, in tokens.
    var totalTokens: ClosedRange<Int> {
        switch self {
        case .decomposition: 500...1_000
        case .simple: 1_000...2_000
        case .medium: 2_000...4_000
        case .complex: 4_000...8_000
        case .aggregation: 2_000...3_000
        }
    }
}
