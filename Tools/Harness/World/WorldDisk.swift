internal import LedgerStore
internal import Synchronization

/// The disk under the ledger of a world: a real file, whose commits fail when the seed says so, as
/// do opening, reading and writing below SQLite.
final class WorldDisk: Sendable {
    /// What goes wrong next.
    enum Fault: Sendable {
        /// It fails, and nothing of it is there.
        case failsWithout
        /// It fails, and it is there all the same.
        case failsWith
        /// It fails, is there all the same, and so does the checkpoint that would tell.
        case staysInDoubt
        /// A call of SQLite's to the operating system fails, sooner or later.
        case system(SystemFaults.Plan)

        static func system(_ draw: inout SeededGenerator) -> Fault {
            let kind: SystemFaults.Kind = draw.pick(.opening, .reading, .writing, .full)
            return .system(
                SystemFaults.Plan(
                    kind: kind, after: kind == .opening ? draw.draw(0...2) : draw.draw(0...12),
                    isSticky: draw.chance(0.5)))
        }
    }

    struct Failure: Error {}

    private struct State {
        var next: Fault?
        /// What goes wrong below SQLite.
        var system: SystemFaults.Kind?
        var checkpointFails = false
    }
    private let state = Mutex(State())

    func arm(_ fault: Fault) {
        guard case .system(let plan) = fault else { return state.withLock { $0.next = fault } }
        state.withLock { $0.system = plan.kind }
        SystemFaults.arm(plan)
    }

    /// Whether `error` says what is wrong with the disk. SQLite itself takes a page that cannot be
    /// read (EIO) for a damaged one, and leaves no trace of the difference.
    func explains(_ error: LedgerStoreError) -> Bool {
        switch error.kind {
        case .inputOutput: true
        case .badData: state.withLock { $0.system == .reading }
        case .contradicted, .configuration, .conflict, .bug: false
        }
    }

    /// What goes wrong below SQLite, in words.
    var description: String {
        state.withLock { state in state.system.map { "\($0)" } ?? "commit" }
    }

    func disarm() {
        SystemFaults.disarm()
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
