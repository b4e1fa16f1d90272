import Ledger
import LedgerStore
import Synchronization

/// The machine's clock, whose wall a test can set while real time goes on.
final class SteppingClock: Sendable {
    private let offset = Mutex<Int64>(0)

    func step(bySeconds seconds: Int64) {
        offset.withLock { $0 += seconds * 1_000_000 }
    }

    var ledgerClock: LedgerClock {
        LedgerClock { [self] in
            let reading = LedgerClock.system.read()
            let wall = reading.wall.microseconds + offset.withLock { $0 }
            return LedgerClock.Reading(
                wall: Timestamp(microseconds: wall),
                sinceBootMicroseconds: reading.sinceBootMicroseconds)
        }
    }
}
