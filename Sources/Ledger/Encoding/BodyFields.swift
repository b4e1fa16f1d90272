/// Finds single fields in canonical JSON without decoding it: a million bodies are looked at in
/// less time than a decoder takes to start.
///
/// A quote within a string is escaped, so the bytes `"key":` are a key, wherever they stand. A key
/// that stands more than once is found where it stands first, or last. The bytes are valid only as
/// long as the body's are.
package struct BodyFields {
    private let body: UnsafeBufferPointer<UInt8>
    private let isBackward: Bool

    /// - Parameter isBackward: Whether to look from the end: quicker for what stands there.
    package init(_ body: UnsafeBufferPointer<UInt8>, isBackward: Bool = false) {
        self.body = body
        self.isBackward = isBackward
    }

    /// The value of `key` if it is a string, without unescaping it.
    package func string(_ key: StaticString) -> UnsafeBufferPointer<UInt8>? {
        guard let value = value(key), value.first == UInt8(ascii: "\"") else { return nil }
        let text = value.dropFirst()
        guard let end = text.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        return UnsafeBufferPointer(rebasing: text[..<end])
    }

    /// The value of `key` if it is a whole number.
    package func integer(_ key: StaticString) -> Int64? {
        guard var digits = value(key) else { return nil }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        var value: Int64 = 0
        var count = 0
        for digit in digits {
            guard digit >= 48, digit <= 57, count < 17 else { break }
            value = value * 10 + Int64(digit - 48)
            count += 1
        }
        return count == 0 ? nil : isNegative ? -value : value
    }

    /// The event id that `key` names.
    package func eventID(_ key: StaticString) -> EventID? {
        guard let text = string(key), text.count == 36 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (index, byte) in text.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let value: UInt8
            switch byte {
            case 48...57: value = byte - 48
            case 97...102: value = byte - 87
            default: return nil
            }
            if digits < 16 {
                halves.0 = halves.0 << 4 | UInt64(value)
            } else {
                halves.1 = halves.1 << 4 | UInt64(value)
            }
            digits += 1
        }
        return EventID(high: halves.0, low: halves.1)
    }

    /// What follows `"key":`.
    private func value(_ key: StaticString) -> UnsafeBufferPointer<UInt8>.SubSequence? {
        let length = key.utf8CodeUnitCount + 3
        guard body.count > length else { return nil }
        let starts = 0...(body.count - length)
        let start =
            isBackward
            ? starts.last { stands(key, at: $0) } : starts.first { stands(key, at: $0) }
        return start.map { body[($0 + length)...] }
    }

    @inline(__always)
    private func stands(_ key: StaticString, at start: Int) -> Bool {
        guard body[start] == UInt8(ascii: "\"") else { return false }
        let count = key.utf8CodeUnitCount
        for index in 0..<count where body[start + 1 + index] != key.utf8Start[index] {
            return false
        }
        return body[start + 1 + count] == UInt8(ascii: "\"")
            && body[start + 2 + count] == UInt8(ascii: ":")
    }
}
