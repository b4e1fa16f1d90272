internal import LedgerStore
internal import Synchronization

/// The disk under the ledger of a world: a real file, whose commits fail when the seed says so.
final class WorldDisk: Sendable {
    /// What becomes of the next commit.
    enum Fault: Sendable {
        /// It fails, and nothing of it is there.
        case failsWithout
        /// It fails, and it is there all the same.
        case failsWith
        /// It fails, is there all the same, and so does the checkpoint that would tell.
        case staysInDoubt
    }

    struct Failure: Error {}

    private struct State {
        var next: Fault?
        var checkpointFails = false
    }
    private let state = Mutex(State())

    /// Lets the next commit fail.
    func arm(_ fault: Fault) {
        state.withLock { $0.next = fault }
    }

    func disarm() {
        state.withLock { $0 = State() }
    }

    var durability: DurabilitySteps {
        DurabilitySteps(
            commit: { [self] commit in
                let fault = state.withLock { state in
                    defer { state.next = nil }
                    if case .staysInDoubt = state.next { state.checkpointFails = true }
                    return state.next
                }
                if case .failsWithout = fault { throw Failure() }
                try commit()
                if fault != nil { throw Failure() }
            },
            checkpoint: { [self] checkpoint in
                if state.withLock({ $0.checkpointFails }) { throw Failure() }
                try checkpoint()
            })
    }
}
