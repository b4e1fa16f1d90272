internal import Dispatch
internal import Synchronization

/// Reads the next batch on a thread of its own while this one writes the tables.
final class Prefetch: Sendable {
    private let reader: LogReader
    private let head: Int64
    private let thread = DispatchQueue(label: "projection reader", qos: .userInitiated)
    private let batch = Mutex<Result<LogBatch, any Error>?>(nil)
    private let isRead = DispatchSemaphore(value: 0)

    /// Begins to read up to `head`.
    init(_ reader: LogReader, upTo head: Int64) {
        self.reader = reader
        self.head = head
        begin()
    }

    /// The batch after the last one. To be called until a batch reaches the head, or throws.
    func next() throws -> LogBatch {
        isRead.wait()
        let result = batch.withLock { batch in
            defer { batch = nil }
            return batch
        }
        guard let batch = try result?.get() else {
            throw ProjectionError.unexpected("nothing was read")
        }
        if batch.lastPosition < head { begin() }
        return batch
    }

    private func begin() {
        thread.async { [self] in
            let result = Result { try reader.next(upTo: head) }
            batch.withLock { $0 = result }
            isRead.signal()
        }
    }
}
