internal import Ledger
internal import LedgerStore

/// What one append will record: events that are decided already, and the texts they cite.
struct Batch {
    struct Entry {
        let id: EventID
        let event: Event
        /// The id of the attempt that led to it.
        let causation: EventID?
    }

    var entries: [Entry] = []
    var blobs: [Blob] = []

    mutating func add(
        _ events: [Event], causation: EventID?, _ identifiers: IdentifierSource
    ) {
        entries += events.map {
            Entry(id: identifiers.event(), event: $0, causation: causation)
        }
    }
}

extension Event {
    /// The stream that the event belongs to, given the task that it happened in.
    func stream(task: TaskID) -> StreamName {
        switch self {
        case .ledgerOpened, .clockStepped: .ledger
        case .accountCooledDown(let body): .account(body.account)
        case .accountDisabled(let body): .account(body.account)
        case .accountEnabled(let body): .account(body.account)
        case .accountIdentified(let body): .account(body.account)
        case .checkpointSigned: .audit
        case .contentRedacted, .costAdjusted: .audit
        case .priceBookAdopted: .prices
        default: task.stream
        }
    }
}
