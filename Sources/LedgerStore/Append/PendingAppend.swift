internal import Ledger

/// Decides, inside the critical section, which events to append.
package typealias Decision = @Sendable (AppendSection) throws -> [NewEvent]

/// One caller who waits for the writer.
struct PendingAppend: Sendable {
    enum Work: Sendable {
        case events([NewEvent])
        case decision(ids: [EventID], Decision)
        /// Removes texts and records it.
        case redaction([NewEvent], [Commitment])
    }

    let work: Work
    let blobs: [Blob]
    let continuation: CheckedContinuation<[EventRecord], any Error>

    func resume(with outcome: AppendOutcome) {
        switch outcome {
        case .stored(let records), .added(let records): continuation.resume(returning: records)
        case .refused(let error): continuation.resume(throwing: error)
        }
    }

    func refuse(_ error: LedgerStoreError) {
        continuation.resume(throwing: error)
    }
}

/// What became of one caller in a transaction.
enum AppendOutcome {
    /// There before: nothing was added.
    case stored([EventRecord])
    /// Added, if the transaction is committed.
    case added([EventRecord])
    /// Refused by the caller's own decision or by a conflict; nothing of it is left.
    case refused(any Error)

    var isAdded: Bool {
        if case .added = self { return true }
        return false
    }
}
