/// Lower-case hexadecimal texts.
enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        for byte in bytes {
            characters.append(digits[Int(byte >> 4)])
            characters.append(digits[Int(byte & 15)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// A version 4 UUID's text whose 122 free bits come from two words.
    static func uuid(_ high: UInt64, _ low: UInt64) -> String {
        let words = [
            high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000, low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000 << 48,
        ]
        return String(unsafeUninitializedCapacity: 36) { text in
            var position = 0
            for nibble in 0..<32 {
                if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                    text[position] = UInt8(ascii: "-")
                    position += 1
                }
                let shift = UInt64(60 - nibble % 16 * 4)
                text[position] = digits[Int(words[nibble / 16] >> shift & 15)]
                position += 1
            }
            return position
        }
    }
}
