/// The errors that `errorRate` injects, in the shapes and texts of the provider.
enum InjectedError: String, CaseIterable, Sendable {
    case rateWithRetryAfter = "injected-429-retry-after"
    case rate = "injected-429"
    case capacity = "injected-429-capacity"
    case internalError = "injected-500"
    case badGateway = "injected-502"
    case unavailable = "injected-503"

    /// A failure of the provider, which may have cost something, and not a refusal, which never
    /// does.
    var isServerError: Bool {
        switch self {
        case .rateWithRetryAfter, .rate, .capacity: false
        case .internalError, .badGateway, .unavailable: true
        }
    }
}
