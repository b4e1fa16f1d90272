internal import Ledger
internal import LedgerStore
internal import Synchronization

/// The time of a simulated world: how much of it really passed, and what the wall clock says, which
/// somebody may set wrongly.
final class WorldClock: Sendable {
    private struct State {
        var elapsed: Int64 = 0
        var wallOffset: Int64 = 1_763_800_000_000_000
    }
    /// Since the machine started.
    private static let upSince: Int64 = 3_600_000_000

    private let state = Mutex(State())

    /// Microseconds since the world began; nobody can set it.
    var elapsed: Int64 { state.withLock { $0.elapsed } }

    var wall: Timestamp {
        state.withLock { Timestamp(microseconds: $0.elapsed + $0.wallOffset) }
    }

    func advance(to elapsed: Int64) {
        state.withLock { $0.elapsed = max($0.elapsed, elapsed) }
    }

    /// Sets the wall clock forwards or backwards.
    func stepWall(by microseconds: Int64) {
        state.withLock { $0.wallOffset += microseconds }
    }

    var ledgerClock: LedgerClock {
        LedgerClock { [self] in
            state.withLock { state in
                LedgerClock.Reading(
                    wall: Timestamp(microseconds: state.elapsed + state.wallOffset),
                    sinceBootMicroseconds: state.elapsed + Self.upSince)
            }
        }
    }
}
