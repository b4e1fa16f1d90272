import Synchronization

/// Numbers every reply, those included that the request log does not hold.
final class RequestCounter: Sendable {
    private let count = Atomic<UInt64>(0)

    func next() -> UInt64 {
        count.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
