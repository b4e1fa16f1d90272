/// A text and its signatures, as c2sp.org/signed-note defines it.
package struct SignedNote: Hashable, Sendable {
    /// The most signatures that are looked at.
    package static let signaturesMax = 64

    package struct Signature: Hashable, Sendable {
        package let name: String
        /// Four bytes.
        package let keyID: [UInt8]
        package let bytes: [UInt8]
    }

    /// What is signed, with its last line feed.
    package let content: String
    package let signatures: [Signature]

    package init(content: String, key: VerifierKey, signature: [UInt8]) {
        self.content = content
        signatures = [Signature(name: key.name, keyID: key.id, bytes: signature)]
    }

    /// Reads one note and nothing else.
    package init(_ text: String) throws(ProofError) {
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 || $0 == "\n" }) else {
            throw .malformed("the checkpoint holds control characters")
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.last == "", let blank = lines.dropLast().lastIndex(of: ""), blank > 0,
            blank < lines.count - 2
        else {
            throw .malformed("the checkpoint is cut off: its signature is missing")
        }
        content = lines[..<blank].map { $0 + "\n" }.joined()
        let signed = lines[(blank + 1)...].dropLast()
        guard signed.count <= Self.signaturesMax else {
            throw .malformed("the checkpoint has more than \(Self.signaturesMax) signatures")
        }
        var signatures: [Signature] = []
        for line in signed { signatures.append(try Self.signature(line)) }
        self.signatures = signatures
    }

    private static func signature(_ line: Substring) throws(ProofError) -> Signature {
        let words = line.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, words[0] == "\u{2014}", isKeyName(words[1]),
            let bytes = Base64.decode(words[2]), bytes.count > 4
        else {
            throw .malformed("the checkpoint has a line that is not a signature where one must be")
        }
        return Signature(
            name: String(words[1]), keyID: Array(bytes.prefix(4)), bytes: Array(bytes.dropFirst(4)))
    }

    /// The whole note.
    package var text: String {
        content + "\n"
            + signatures.map { "\u{2014} \($0.name) \(Base64.encode($0.keyID + $0.bytes))\n" }
            .joined()
    }

    /// Throws unless `key` signed the note.
    package func check(_ key: VerifierKey) throws(ProofError) {
        let own = signatures.filter { $0.name == key.name && $0.keyID == key.id }
        guard !own.isEmpty else {
            let others = signatures.map { "\($0.name)+\(Hexadecimal.encode($0.keyID))" }
            throw .refuted(
                "the checkpoint is not signed by the key \(key.name)+\(key.idText), only by "
                    + others.joined(separator: ", "))
        }
        guard own.allSatisfy({ key.isValid($0.bytes, of: Array(content.utf8)) }) else {
            throw .refuted("the checkpoint is not what the key \(key.name)+\(key.idText) signed")
        }
    }

    static func isKeyName(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && name.allSatisfy { !$0.isWhitespace && $0 != "+" }
    }
}
