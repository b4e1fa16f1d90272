/// A name and a value that a task carries, such as `customer=acme`. They are recorded as they are,
/// and not as a text that could be removed, so only what names are made of may stand in them.
public struct Tag: Hashable, Sendable {
    /// The most characters of a name, and of a value.
    public static let nameLengthMax = 32
    public static let valueLengthMax = 64
    /// The most tags of one task.
    public static let countMax = 16
    /// What is allowed, for people.
    public static let form =
        "name=value: a name of up to \(nameLengthMax) of a-z, 0-9, _ . -, beginning with a letter, "
        + "and a value of up to \(valueLengthMax) of A-Z, a-z, 0-9, _ . : / @ + -"

    public let name: String
    public let value: String

    /// Nil if `text` is no tag.
    public init?(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isName(parts[0]),
            (1...Self.valueLengthMax).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ Self.isValue($0) })
        else { return nil }
        name = String(parts[0])
        value = String(parts[1])
    }

    /// Whether tags can have this name.
    public static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, (1...nameLengthMax).contains(text.utf8.count) else {
            return false
        }
        return isLetter(first)
            && text.utf8.allSatisfy { isLetter($0) || isDigit($0) || "_.-".utf8.contains($0) }
    }

    private static func isValue(_ byte: UInt8) -> Bool {
        isLetter(byte | 0x20) || isDigit(byte) || "_.:/@+-".utf8.contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
