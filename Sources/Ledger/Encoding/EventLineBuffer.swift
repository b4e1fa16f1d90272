/// The columns of an event, the texts as UTF-8 wherever they lie: in a record's strings or in a
/// database's page. Valid only as long as these.
package struct EventColumns {
    package var position: Int64
    package var id: EventID
    package var stream: UnsafeBufferPointer<UInt8>
    package var version: Int64
    package var type: UnsafeBufferPointer<UInt8>
    package var recordedAt: Int64
    package var correlation: EventID?
    package var causation: EventID?
    package var actor: UnsafeBufferPointer<UInt8>
    package var body: UnsafeBufferPointer<UInt8>

    package init(
        position: Int64, id: EventID, stream: UnsafeBufferPointer<UInt8>, version: Int64,
        type: UnsafeBufferPointer<UInt8>, recordedAt: Int64, correlation: EventID?,
        causation: EventID?, actor: UnsafeBufferPointer<UInt8>, body: UnsafeBufferPointer<UInt8>
    ) {
        self.position = position
        self.id = id
        self.stream = stream
        self.version = version
        self.type = type
        self.recordedAt = recordedAt
        self.correlation = correlation
        self.causation = causation
        self.actor = actor
        self.body = body
    }
}

/// Writes event lines, one after another into the same memory: hashing a million events must not
/// cost a million allocations.
package final class EventLineBuffer {
    // 0x00, the prefix of a leaf, and then the line.
    private var memory: UnsafeMutableBufferPointer<UInt8>
    private var count = 0

    package init() {
        memory = .allocate(capacity: 4_096)
    }

    deinit {
        memory.deallocate()
    }

    /// The line that was written last.
    package var text: String {
        String(decoding: memory[min(1, count)..<count], as: UTF8.self)
    }

    /// Hands the line's bytes, valid during the call, to `use`.
    package func withLine<Result>(
        _ use: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        try use(UnsafeBufferPointer(rebasing: memory[min(1, count)..<count]))
    }

    /// Whether the line is exactly `bytes`.
    func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        lineBytes == bytes.count && withLine { $0.elementsEqual(bytes) }
    }

    /// How many bytes that line has.
    package var lineBytes: Int { max(0, count - 1) }

    /// SHA-256(0x00 ‖ line), the leaf of RFC 6962.
    package var leaf: Hash {
        Hash { $0(UnsafeRawBufferPointer(start: memory.baseAddress, count: count)) }
    }

    /// Replaces the line with that of `event`: one line of JSON with this order of keys. `body` is
    /// taken as it is; the other texts get RFC 8785 escaping.
    package func write(_ event: borrowing EventColumns) {
        let quoted = event.stream.count + event.type.count + event.actor.count
        reserve(quoted * 6 + event.body.count + 512)
        count = 0
        put(byte: 0)
        put("{\"position\":")
        put(integer: event.position)
        put(",\"id\":")
        put(id: event.id)
        put(",\"stream\":")
        quote(event.stream)
        put(",\"version\":")
        put(integer: event.version)
        put(",\"type\":")
        quote(event.type)
        put(",\"recorded_at\":")
        put(integer: event.recordedAt)
        put(",\"correlation\":")
        put(id: event.correlation)
        put(",\"causation\":")
        put(id: event.causation)
        put(",\"actor\":")
        quote(event.actor)
        put(",\"body\":")
        put(text: event.body)
        put(byte: UInt8(ascii: "}"))
    }

    private func reserve(_ capacity: Int) {
        guard capacity > memory.count else { return }
        memory.deallocate()
        memory = .allocate(capacity: capacity)
    }

    private func put(byte: UInt8) {
        memory[count] = byte
        count += 1
    }

    private func put(text bytes: UnsafeBufferPointer<UInt8>) {
        guard let from = bytes.baseAddress, let to = memory.baseAddress else { return }
        to.advanced(by: count).update(from: from, count: bytes.count)
        count += bytes.count
    }

    private func put(_ text: StaticString) {
        put(text: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func put(integer value: Int64) {
        if value < 0 { put(byte: UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = count
        repeat {
            put(byte: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        memory[start..<count].reverse()
    }

    private func put(id: EventID?) {
        guard let id else { return put("null") }
        put(byte: UInt8(ascii: "\""))
        for index in 0..<16 {
            if index == 4 || index == 6 || index == 8 || index == 10 {
                put(byte: UInt8(ascii: "-"))
            }
            let half = index < 8 ? id.high : id.low
            let byte = UInt8(truncatingIfNeeded: half >> UInt64(56 - (index & 7) * 8))
            put(byte: Hexadecimal.digit(byte >> 4))
            put(byte: Hexadecimal.digit(byte & 15))
        }
        put(byte: UInt8(ascii: "\""))
    }

    private func quote(_ text: UnsafeBufferPointer<UInt8>) {
        put(byte: UInt8(ascii: "\""))
        if CanonicalJSON.needsNoEscape(text) {
            put(text: text)
        } else {
            for byte in text {
                CanonicalJSON.escape(byte) { put(byte: $0) }
            }
        }
        put(byte: UInt8(ascii: "\""))
    }
}
