/// Why an attempt brought no answer, or why its outcome is unknown. The provider's own words are a
/// blob beside it.
public enum FailureReason: String, Sendable, Codable, CaseIterable {
    // Refused before generation, and so surely not billed.
    case rateLimited = "rate-limited"
    case atCapacity = "at-capacity"
    case noCredit = "no-credit"
    case badCredential = "bad-credential"
    case forbidden
    case unknownModel = "unknown-model"
    case invalidRequest = "invalid-request"
    /// A simulator answered where the real provider was meant.
    case simulatorAnswered = "simulator-answered"

    // Surely never sent.
    case notSent = "not-sent"
    case permitExpired = "permit-expired"
    /// The provider's certificate is not trusted. No retry cures that.
    case untrustedCertificate = "untrusted-certificate"

    /// Answered and billed, but by another model than the one asked for, which the run forbids.
    case otherModel = "other-model"

    // Perhaps billed.
    case safetyRefusal = "safety-refusal"
    case serverError = "server-error"
    case connectionLost = "connection-lost"
    case streamCut = "stream-cut"
    case timedOut = "timed-out"
    case unreadableAnswer = "unreadable-answer"
    case answerTooLarge = "answer-too-large"
    /// The process died before the outcome was known.
    case processDied = "process-died"
    /// The run was stopped while the request was under way.
    case interrupted
}
