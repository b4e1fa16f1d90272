/// Finds out whether a text is canonical JSON as ``CanonicalJSON`` writes it. What once stands in
/// the log stays there, and a body that SQLite's JSON functions cannot read would break every
/// projection for ever: so a body that somebody else encoded is checked before it is appended.
package struct CanonicalJSONCheck {
    /// Objects and arrays within each other.
    package static let depthMax = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var depth = 0

    /// Why `text` is not one canonical JSON object; nil when it is one.
    package static func problem(in text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            var check = CanonicalJSONCheck(bytes: bytes)
            guard bytes.first == UInt8(ascii: "{") else { return "it is not an object" }
            do throws(Problem) {
                try check.value()
                return check.index == bytes.count ? nil : "something follows the object"
            } catch {
                return error.reason + " at byte \(check.index)"
            }
        }
    }

    private struct Problem: Error {
        let reason: String
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(Problem) {
        switch next {
        case UInt8(ascii: "{"): try nested { check throws(Problem) in try check.members() }
        case UInt8(ascii: "["): try nested { check throws(Problem) in try check.elements() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try integer()
        }
    }

    private mutating func nested(
        _ content: (inout CanonicalJSONCheck) throws(Problem) -> Void
    ) throws(Problem) {
        depth += 1
        guard depth <= Self.depthMax else {
            throw Problem(reason: "more than \(Self.depthMax) levels within each other")
        }
        index += 1
        try content(&self)
        depth -= 1
    }

    private mutating func members() throws(Problem) {
        if take("}") { return }
        var last: Range<Int>?
        repeat {
            guard next == UInt8(ascii: "\"") else { throw Problem(reason: "a key is missing") }
            let key = try string()
            guard !bytes[key].contains(0x5C) else { throw Problem(reason: "an escape in a key") }
            if let last, !CanonicalJSON.precedes(part(last), part(key)) {
                throw Problem(reason: "the keys are not sorted or not different")
            }
            last = key
            guard take(":") else { throw Problem(reason: "a colon is missing") }
            try value()
        } while take(",")
        guard take("}") else { throw Problem(reason: "an object does not end") }
    }

    private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[range])
    }

    private mutating func elements() throws(Problem) {
        if take("]") { return }
        repeat { try value() } while take(",")
        guard take("]") else { throw Problem(reason: "an array does not end") }
    }

    private mutating func word(_ text: StaticString) throws(Problem) {
        let word = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        guard bytes[index...].starts(with: word) else { throw Problem(reason: "no JSON value") }
        index += word.count
    }

    private mutating func integer() throws(Problem) {
        let negative = take("-")
        let start = index
        var magnitude: Int64 = 0
        while let digit = next, (48...57).contains(digit) {
            magnitude = magnitude * 10 + Int64(digit - 48)
            guard magnitude <= CanonicalJSON.integerMax else {
                throw Problem(reason: "an integer beyond \(CanonicalJSON.integerMax)")
            }
            index += 1
        }
        let leadingZero = bytes[start..<index].first == 48 && (index - start > 1 || negative)
        guard index > start, !leadingZero else { throw Problem(reason: "no JSON value") }
    }

    /// The range between the quotes.
    private mutating func string() throws(Problem) -> Range<Int> {
        index += 1
        let start = index
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return start..<(index - 1)
            case 0x5C: try escape()
            case 0x20...: index += 1
            default: throw Problem(reason: "a control character in a string")
            }
        }
        throw Problem(reason: "a string does not end")
    }

    /// The bytes of the escape that begins here; 0 if the canonical encoding writes none such.
    private func escapeLength() -> Int {
        guard index + 1 < bytes.count else { return 0 }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "b"), UInt8(ascii: "t"),
            UInt8(ascii: "n"), UInt8(ascii: "f"), UInt8(ascii: "r"):
            return 2
        case UInt8(ascii: "u"):
            guard index + 5 < bytes.count, bytes[index + 2] == 48, bytes[index + 3] == 48,
                bytes[index + 4] == 48 || bytes[index + 4] == 49
            else { return 0 }
            let last = bytes[index + 5]
            let digit: UInt8
            switch last {
            case 48...57: digit = last - 48
            case 97...102: digit = last - 87
            default: return 0
            }
            // The others have a shorter spelling.
            let control = (bytes[index + 4] - 48) << 4 | digit
            return [8, 9, 10, 12, 13].contains(control) ? 0 : 6
        default: return 0
        }
    }

    /// Only what the canonical encoding itself writes.
    private mutating func escape() throws(Problem) {
        let length = escapeLength()
        guard length > 0 else { throw Problem(reason: "an escape that is not needed") }
        index += length
    }
}
