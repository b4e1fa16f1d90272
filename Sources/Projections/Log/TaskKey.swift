/// The 12 characters of a task's id, without an allocation.
struct TaskKey: Hashable, Sendable {
    static let count = 12

    private let first: UInt64
    private let last: UInt32

    /// The task of the stream `task-<id>`; nil for another stream.
    init?(stream: UnsafeRawBufferPointer) {
        let prefix = "task-".utf8
        guard stream.count == prefix.count + Self.count, stream.starts(with: prefix) else {
            return nil
        }
        first = stream.loadUnaligned(fromByteOffset: prefix.count, as: UInt64.self)
        last = stream.loadUnaligned(fromByteOffset: prefix.count + 8, as: UInt32.self)
    }

    /// The characters.
    func withBytes<Result>(_ use: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
        try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.count) { buffer in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            bytes.storeBytes(of: first, as: UInt64.self)
            bytes.storeBytes(of: last, toByteOffset: 8, as: UInt32.self)
            guard let start = buffer.baseAddress else { preconditionFailure("no memory") }
            return try use(UnsafePointer(start))
        }
    }
}
