/// The secret of an account. Whatever prints, dumps or reflects it sees `[credential]`.
public struct Credential: Hashable, Sendable {
    /// What stands in for a secret wherever one would be shown.
    static let redacted = "[credential]"

    private let secret: String

    public init(_ secret: String) {
        self.secret = secret
    }

    /// Lends the secret for the two things it is for: the `Authorization` header, and a keyed
    /// fingerprint of it. The result must never reach a log, an error or an event.
    public func withUnredactedSecret<Result>(_ use: (String) throws -> Result) rethrows -> Result {
        try use(secret)
    }

    /// Whether it can stand in a header: visible ASCII, and something at all.
    var fitsHeader: Bool {
        !secret.isEmpty && secret.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { Self.redacted }
    public var debugDescription: String { Self.redacted }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
