/// The two steps that make an append last, as values: a test can make them fail where a disk would.
/// Nothing a user can set leads here.
package struct DurabilitySteps: Sendable {
    /// Runs the COMMIT of a transaction.
    package var commit: @Sendable (() throws -> Void) throws -> Void
    /// Runs the checkpoint that decides what became of a COMMIT that failed.
    package var checkpoint: @Sendable (() throws -> Void) throws -> Void

    package init(
        commit: @escaping @Sendable (() throws -> Void) throws -> Void = { try $0() },
        checkpoint: @escaping @Sendable (() throws -> Void) throws -> Void = { try $0() }
    ) {
        self.commit = commit
        self.checkpoint = checkpoint
    }
}
