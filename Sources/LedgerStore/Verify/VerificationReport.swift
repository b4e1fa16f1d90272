package import Ledger

/// What a verification found.
package struct VerificationReport: Hashable, Sendable {
    /// Something that is not as it must be.
    package struct Problem: Hashable, Sendable {
        /// The first position that is affected; nil if none is, or it cannot be told.
        package let position: Int64?
        package let expected: String
        package let found: String

        package init(position: Int64?, expected: String, found: String) {
            self.position = position
            self.expected = expected
            self.found = found
        }
    }

    /// How many events the head says there are.
    package let events: Int64
    /// The root over the leaves up to the first problem.
    package let root: Hash
    /// The problem with the smallest position; nil when everything is as it must be.
    package let problem: Problem?

    package init(events: Int64, root: Hash, problem: Problem?) {
        self.events = events
        self.root = root
        self.problem = problem
    }

    package var ok: Bool { problem == nil }
    package var firstBadPosition: Int64? { problem?.position }
}
