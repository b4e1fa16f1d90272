internal import Ledger

/// An account that a run may use: its name and the fingerprint of its key.
public struct Candidate: Hashable, Sendable {
    public let name: String
    public let key: String

    public init(name: String, key: String) {
        self.name = name
        self.key = key
    }
}

extension AttemptReference {
    /// The account that it went to.
    var candidate: Candidate { Candidate(name: account, key: key) }
}
