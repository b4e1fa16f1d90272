internal import Ledger
internal import LedgerStore

/// The attempt that somebody named by its id.
struct NamedAttempt {
    let id: EventID
    let task: TaskID
    let started: AttemptStarted

    /// `list` is the command that lists such ids, and where.
    init(_ text: String, in home: ReadableHome, listedBy list: String) throws {
        guard let id = EventID(text: text.lowercased()) else {
            throw CommandFailure(
                .badData,
                "\"\(DisplayWidth.shortened(text, to: 40))\" is not an attempt: give the id that "
                    + list)
        }
        guard let record = try home.ledger?.event(id: id), let task = record.stream.task,
            case .attemptStarted(let started) = try Recorded(record).event
        else {
            throw CommandFailure(.badData, "there is no attempt \(id) in \(home.home.directory)")
        }
        self.id = id
        self.task = task
        self.started = started
    }
}
