import Ledger

/// What an error of the provider means for the attempt. The status is often shared by different
/// things, so the text decides (facts of 2026-11-22).
enum Refusal {
    /// The reason for an answer with a status other than success.
    static func reason(status: Int, error: ProviderError) -> FailureReason {
        let text = error.searchText
        switch status {
        case 400:
            if text.containsAny(wrongKey) { return .badCredential }
            return text.containsAny(unknownModel) ? .unknownModel : .invalidRequest
        case 401: return .badCredential
        case 402: return .noCredit
        case 403:
            if text.containsAny(safety) { return .safetyRefusal }
            return text.contains("credit") || text.containsAny(credits) ? .noCredit : .forbidden
        case 404:
            return text.isEmpty || text.contains("model") ? .unknownModel : .invalidRequest
        case 429: return tooMany(text)
        case 500...: return .serverError
        default: return .invalidRequest
        }
    }

    /// The reason for an error object where an answer should be, with a status of 200. What is
    /// known to be checked before generation cannot have been billed; the rest may have been.
    static func reasonInsideAnswer(_ error: ProviderError) -> FailureReason {
        let text = error.searchText
        if text.containsAny(safety) { return .safetyRefusal }
        if text.containsAny(wrongKey) { return .badCredential }
        if text.containsAny(credits) { return .noCredit }
        if text.containsAny(rate) { return .rateLimited }
        if text.containsAny(capacity) { return .atCapacity }
        if text.containsAny(unknownModel) { return .unknownModel }
        return .serverError
    }

    /// Whether a refusal for this reason may still be billed.
    static func mayBeBilled(_ reason: FailureReason) -> Bool {
        switch reason {
        case .rateLimited, .atCapacity, .noCredit, .badCredential, .forbidden, .unknownModel,
            .invalidRequest, .simulatorAnswered, .notSent, .permitExpired,
            .untrustedCertificate:
            return false
        case .safetyRefusal, .serverError, .connectionLost, .streamCut, .timedOut,
            .unreadableAnswer, .answerTooLarge, .processDied, .interrupted, .otherModel:
            return true
        }
    }

    private static func tooMany(_ text: String) -> FailureReason {
        if text.containsAny(credits) { return .noCredit }
        if text.containsAny(rate) { return .rateLimited }
        return text.containsAny(capacity) ? .atCapacity : .rateLimited
    }

    private static let wrongKey = [
        "incorrect api key", "invalid api key", "invalid_api_key", "invalid-api-key",
        "api key is invalid", "api key not valid",
    ]
    private static let unknownModel = [
        "model not found", "model_not_found", "model-not-found", "unknown model",
        "model does not exist", "does not exist or your team", "invalid model name",
    ]
    private static let credits = [
        "available credits", "spending limit", "insufficient credit", "out of credits",
        "no credits", "any credits", "insufficient_quota", "exceeded your current quota",
        "insufficient balance", "payment required",
    ]
    private static let safety = [
        "usage guideline", "usage-guideline", "safety", "content policy", "content_policy",
        "content-policy", "moderation",
    ]
    private static let rate = [
        "too many", "rate limit", "rate_limit", "rate-limit", "per second", "per minute",
    ]
    private static let capacity = ["at capacity", "over capacity", "overloaded"]
}

extension ProviderError {
    fileprivate var searchText: String { "\(code) \(type) \(message)".lowercased().trimmed }
}

extension String {
    fileprivate func containsAny(_ phrases: [String]) -> Bool {
        phrases.contains { contains($0) }
    }
}
