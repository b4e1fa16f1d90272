package import Ledger

/// What a decision sees inside the critical section: the lock is held, the transaction open, and
/// nobody appends between what it reads and what it decides. Valid only during the decision.
package struct AppendSection {
    /// The `recorded_at` that the decided events will get.
    package let now: Timestamp
    /// Microseconds since the machine started, sleep included, read together with `now`.
    package let sinceBootMicroseconds: Int64
    private let transaction: AppendTransaction

    init(reading: LedgerClock.Reading, transaction: AppendTransaction) {
        now = reading.wall
        sinceBootMicroseconds = reading.sinceBootMicroseconds
        self.transaction = transaction
    }

    /// The position of the last event.
    package var headPosition: Int64 { transaction.head.position }

    /// The number of events, and the root over them.
    package var treeHead: TreeHead {
        TreeHead(size: transaction.head.frontier.size, root: transaction.head.frontier.root)
    }

    /// When the last event was recorded, by the clock of that moment.
    package var lastRecordedAt: Timestamp { transaction.head.lastRecordedAt }

    /// The events after `position`, to the last one, in order.
    package func events(after position: Int64) throws -> [EventRecord] {
        try transaction.records(after: position)
    }

    /// The version of the stream's last event; 0 if it has none.
    package func version(of stream: StreamName) throws -> Int64 {
        try transaction.version(of: stream)
    }
}
