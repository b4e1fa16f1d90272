/// Something that a person at a terminal wants to know while the store works.
package enum LedgerNotice: Hashable, Sendable, CustomStringConvertible {
    /// Another process holds the lock for longer than ``LedgerLimits/lockNoticeMs``.
    case waitingForLock(path: String, holder: Int32?)
    /// The write-ahead log could not be copied into the database. Nothing is lost; it grows until
    /// a later attempt succeeds.
    case checkpointFailed(path: String, reason: String)

    package var description: String {
        switch self {
        case .waitingForLock(let path, let holder?):
            "waiting for process \(holder), which holds \(path)"
        case .waitingForLock(let path, nil):
            "waiting for another process, which holds \(path)"
        case .checkpointFailed(let path, let reason):
            "the write-ahead log of \(path) could not be checkpointed: \(reason)"
        }
    }
}
