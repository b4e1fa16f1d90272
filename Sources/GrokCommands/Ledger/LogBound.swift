internal import ArgumentParser
internal import Ledger

/// A place in the log that a user gives: a position, or a time.
enum LogBound: ExpressibleByArgument {
    case position(Int64)
    case time(Timestamp)

    init?(argument: String) {
        if let position = Int64(argument) {
            guard position > 0 else { return nil }
            self = .position(position)
        } else if let time = TimeBound(argument: argument) {
            self = .time(time.timestamp)
        } else {
            return nil
        }
    }

    /// Whether `record` was there by then.
    func includes(_ record: EventRecord) -> Bool {
        switch self {
        case .position(let position): record.position <= position
        case .time(let time): record.recordedAt <= time
        }
    }
}
