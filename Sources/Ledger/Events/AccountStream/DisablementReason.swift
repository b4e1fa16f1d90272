/// Why a key is not used any more.
public enum DisablementReason: String, Sendable, Codable, CaseIterable {
    /// Its team has used up its credits or reached its spending limit.
    case noCredit = "no-credit"
    case badCredential = "bad-credential"
    /// The key or its team is blocked, or may not do this.
    case forbidden
    /// Somebody said so.
    case requested
}
