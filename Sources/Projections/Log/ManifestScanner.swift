/// Reads a manifest, the list of a call's messages as names of texts.
struct ManifestScanner {
    struct Message {
        /// Between the quotes of the manifest.
        let role: Range<Int>
        let parts: [Name]
    }

    private static let shape = BodyShape([
        .value("messages", slot: 0), .value("prefix", slot: 1),
    ])
    private static let messageShape = BodyShape([
        .value("parts", slot: 0), .value("role", slot: 1),
    ])

    /// The manifest whose messages come first.
    private(set) var prefix: Name?
    private(set) var messages: [Message] = []

    /// Nil if `manifest` is none.
    init?(_ manifest: UnsafeBufferPointer<UInt8>) {
        guard let fields = Self.scan(manifest, 0, Self.shape), fields.0.kind == .text else {
            return nil
        }
        if fields.1.kind == .text {
            guard let name = Self.name(manifest, fields.1.range) else { return nil }
            prefix = name
        }
        for element in Self.elements(manifest, fields.0.range) {
            let object = UnsafeBufferPointer(rebasing: manifest[element])
            guard let parts = Self.scan(object, element.lowerBound, Self.messageShape),
                parts.0.kind == .text, parts.1.kind == .text
            else { return nil }
            var names: [Name] = []
            for part in Self.elements(manifest, parts.0.range) {
                guard part.count > 2,
                    let name = Self.name(manifest, part.lowerBound + 1..<part.upperBound - 1)
                else { return nil }
                names.append(name)
            }
            messages.append(Message(role: parts.1.range, parts: names))
        }
    }

    private static func scan(
        _ object: UnsafeBufferPointer<UInt8>, _ offset: Int, _ shape: BodyShape
    ) -> (Field, Field)? {
        var fields = (Field.null, Field.null)
        let isRead = withUnsafeMutableBytes(of: &fields) { bytes in
            bytes.withMemoryRebound(to: Field.self) { fields in
                guard let start = fields.baseAddress else { return false }
                return BodyScanner.scan(object, offset: offset, shape: shape, into: start)
            }
        }
        return isRead ? fields : nil
    }

    private static func name(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Name? {
        Name(hexadecimal: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: text[range])))
    }

    /// Where the elements of the array at `range` lie.
    private static func elements(
        _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> [Range<Int>] {
        BodyScanner.elements(of: UnsafeBufferPointer(rebasing: text[range])).map {
            $0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound
        }
    }
}
