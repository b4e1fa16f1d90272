internal import Foundation

/// A secret that must never be seen again, and what it would look like if it were.
struct Canary: Sendable {
    /// Every canary has this in it, so that a part of one is found, too.
    static let mark = "CANARYCANARY"

    let key: String

    /// - Parameter prefix: `xai-` for one that looks like a key of the provider; anything else for
    ///   one that only the program's own knowledge of it can recognise.
    init(_ prefix: String, _ generator: inout SeededGenerator) {
        key =
            prefix + Self.mark + String(generator.next(), radix: 36)
            + String(generator.next(), radix: 36)
    }

    /// Plain, in hexadecimal, and in base64 wherever its groups begin.
    private static let shapes: [(name: String, bytes: Data)] = {
        let half = Data(mark.utf8.prefix(6))
        let hexadecimal = half.map { String($0, radix: 16) }.joined()
        let encoded = (0..<3).map { shift in
            let text = (Data(repeating: 0x20, count: shift) + Data(mark.utf8))
                .base64EncodedString()
            return (name: "base64", bytes: Data(text.dropFirst(4).prefix(8).utf8))
        }
        return [
            (name: "plain", bytes: half),
            (name: "hexadecimal", bytes: Data(hexadecimal.utf8)),
            (name: "hexadecimal", bytes: Data(hexadecimal.uppercased().utf8)),
        ] + encoded
    }()

    /// Whether some canary is in `bytes`, and in which shape.
    static func found(in bytes: Data) -> String? {
        shapes.first { bytes.range(of: $0.bytes) != nil }?.name
    }
}
