/// What the provider cannot or will not do at the moment. A 429 means one of three things that only
/// its text tells apart: rate, credits, capacity.
extension Refusal {
    private static let exhaustedProse = "Some resource has been exhausted"
    private static let exhausted = "resource-exhausted"

    /// The key's own limit has been reached.
    static func rateLimit(
        _ credential: Credential, model: String, limit: Int, retryAfterUs: Int64
    ) -> Refusal {
        Refusal(
            status: 429, shape: .code(exhaustedProse),
            text: tooManyRequests(credential, model: model, unit: "Minute", limit: limit),
            fault: "rate-limit",
            retryAfter: Int((retryAfterUs + 999_999) / 1_000_000))
    }

    static func noCredits(_ credential: Credential) -> Refusal {
        Refusal(
            status: 429, shape: .code(exhaustedProse),
            text: "Your team \(credential.teamID) has either used all available credits or "
                + "reached its monthly spending limit. To continue making API requests, please "
                + "purchase more credits or raise your spending limit.",
            fault: "no-credits")
    }

    static func noCapacity(model: String, fault: String = "no-capacity") -> Refusal {
        Refusal(
            status: 429, shape: .code(exhausted), text: noCapacityText(model: model), fault: fault)
    }

    static func noCapacityText(model: String) -> String {
        "The model \(model) is temporarily at capacity. Please try again later."
    }

    static func injected(
        _ error: InjectedError, _ credential: Credential, model: String, retryAfterSeconds: Int
    ) -> Refusal {
        let fault = error.rawValue
        switch error {
        case .rateWithRetryAfter:
            return Refusal(
                status: 429, shape: .code(exhaustedProse),
                text: tooManyRequests(credential, model: model, unit: "Minute", limit: 480),
                fault: fault, retryAfter: retryAfterSeconds)
        case .rate:
            return Refusal(
                status: 429, shape: .code(exhausted),
                text: tooManyRequests(credential, model: model, unit: "Second", limit: 2),
                fault: fault)
        case .capacity:
            return noCapacity(model: model, fault: fault)
        case .internalError:
            return Refusal(
                status: 500, shape: .nested(type: "server_error"),
                text: "The server had an error while processing your request.", fault: fault)
        case .badGateway:
            return Refusal(status: 502, shape: .html, text: "502 Bad Gateway", fault: fault)
        case .unavailable:
            return Refusal(
                status: 503, shape: .code("unavailable"),
                text: "The service is temporarily unavailable.", fault: fault)
        }
    }

    private static func tooManyRequests(
        _ credential: Credential, model: String, unit: String, limit: Int
    ) -> String {
        "Too many requests for team \(credential.teamID) and model \(model). Your team's rate "
            + "limit has been reached. Requests per \(unit) (actual/limit): \(limit)/\(limit)."
    }
}
