internal import Ledger

/// 32 bytes by which the log knows a text (a commitment), or 16 by which it knows an event, read
/// from hexadecimal without an allocation.
struct Name: Hashable, Sendable {
    // As they lie in memory.
    private(set) var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Nil unless `text` is the lower-case hexadecimal of a commitment (64 digits) or of an event's
    /// id (36 characters with hyphens).
    init?(hexadecimal text: UnsafeRawBufferPointer) {
        switch text.count {
        case 64:
            guard let first = Self.word(text, 0, 8), let second = Self.word(text, 16, 24),
                let third = Self.word(text, 32, 40), let fourth = Self.word(text, 48, 56)
            else { return nil }
            words = (first, second, third, fourth)
        case 36:
            // 8-4-4-4-12: the groups of four are read together with their hyphen in between.
            guard let first = Self.word(Self.digits(text, 0), Self.digits(text, 9, 14)),
                let second = Self.word(Self.digits(text, 19, 24), Self.digits(text, 28))
            else { return nil }
            words = (first, second, 0, 0)
        default: return nil
        }
    }

    private static func digits(_ text: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Two groups of four digits.
    private static func digits(
        _ text: UnsafeRawBufferPointer, _ first: Int, _ second: Int
    ) -> UInt64 {
        let low = text.loadUnaligned(fromByteOffset: first, as: UInt32.self)
        let high = text.loadUnaligned(fromByteOffset: second, as: UInt32.self)
        return UInt64(UInt32(littleEndian: high)) << 32 | UInt64(UInt32(littleEndian: low))
    }

    private static func word(
        _ text: UnsafeRawBufferPointer, _ first: Int, _ second: Int
    ) -> UInt64? {
        word(digits(text, first), digits(text, second))
    }

    /// The eight bytes, as they lie in memory, that twice eight digits stand for.
    private static func word(_ first: UInt64, _ second: UInt64) -> UInt64? {
        guard let low = decode(first), let high = decode(second) else { return nil }
        return UInt64(littleEndian: high << 32 | low)
    }

    /// The four bytes that eight digits stand for, all digits at once.
    private static func decode(_ digits: UInt64) -> UInt64? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let isLetter = digits >> 6 & ones
        let values = (digits & (ones &* 0x0F)) &+ isLetter &* 9
        // 0x30…0x39 have values below 10, 0x61…0x66 have values from 10 to 15.
        guard digits & (ones &* 0xF0) == ones &* 0x30 &+ isLetter &* 0x30,
            (values &+ ones &* 6) >> 4 & ones == isLetter, values & (ones &* 0x10) == 0
        else { return nil }
        var bytes = (values << 4 | values >> 8) & 0x00FF_00FF_00FF_00FF
        bytes = (bytes | bytes >> 8) & 0x0000_FFFF_0000_FFFF
        return (bytes | bytes >> 16) & 0xFFFF_FFFF
    }

    /// Nil unless there are 32 bytes.
    init?(commitment: UnsafeRawBufferPointer) {
        guard commitment.count == 32 else { return nil }
        words = commitment.loadUnaligned(as: (UInt64, UInt64, UInt64, UInt64).self)
    }

    /// The bytes that 64 digits stand for.
    private static func decode(_ digits: SIMD64<UInt8>) -> SIMD32<UInt8>? {
        let isDecimal = digits .>= 48 .& digits .<= 57
        let isLetter = digits .>= 97 .& digits .<= 102
        guard all(isDecimal .| isLetter) else { return nil }
        let values = (digits & 15) &+ (digits &>> 6) &* 9
        return (values.evenHalf &<< 4) | values.oddHalf
    }

    /// The 32 bytes of a commitment, or the 16 of an id and zeros.
    func withBytes<Result>(_ use: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try withUnsafeBytes(of: words, use)
    }

    /// An event's id as it is written.
    var uuid: String {
        withBytes { EventID(bytes: $0[..<16])?.text ?? "" }
    }

    static func == (left: Name, right: Name) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}
