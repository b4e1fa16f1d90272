/// Takes secrets out of texts that others wrote: the credential itself, and whatever looks like a
/// key or a bearer token.
struct SecretScrubber {
    private let secrets: [[UInt8]]
    /// For texts that are to stay as they are, apart from the credentials themselves.
    let filter: KeyFilter

    /// - Parameter others: Further credentials that this server may know from other attempts.
    init(_ credential: Credential, others: [Credential] = []) {
        let all = [credential] + others.filter { $0 != credential }
        secrets = all.map { $0.withUnredactedSecret { Array($0.utf8) } }.filter { !$0.isEmpty }
        filter = KeyFilter(all)
    }

    /// `text` without secrets, and then cut to `bytesMax`; in this order, so that a cut never
    /// leaves half of a secret that is no longer recognised.
    func clean(_ text: String, bytesMax: Int = ChatFailure.messageBytesMax) -> String {
        let source = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            guard let length = secretLength(in: source, at: position) else {
                result.append(source[position])
                position += 1
                continue
            }
            result += Array(Credential.redacted.utf8)
            position += length
        }
        return String(decoding: result, as: UTF8.self).truncated(toBytes: bytesMax)
    }

    /// A short name that the provider sent: without secrets, one line, of bounded length.
    func name(_ text: String, bytesMax: Int) -> String {
        let plain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        let line = plain ? text : String(text.unicodeScalars.filter { $0.value >= 0x20 })
        return clean(line, bytesMax: bytesMax)
    }

    /// The bytes at the end of a cut text that may be the first half of the credential.
    var cutTailBytes: Int { max(secrets.map(\.count).max() ?? 0, 1) - 1 }

    private func secretLength(in source: [UInt8], at position: Int) -> Int? {
        let rest = source[position...]
        for secret in secrets where secret[0] == source[position] && rest.starts(with: secret) {
            return secret.count
        }
        switch source[position] {
        case UInt8(ascii: "x"), UInt8(ascii: "X"): return keyLength(rest)
        case UInt8(ascii: "b"), UInt8(ascii: "B"): return tokenLength(rest)
        default: return nil
        }
    }

    /// `xai-` and at least eight more characters of a key.
    private func keyLength(_ rest: ArraySlice<UInt8>) -> Int? {
        guard starts(rest, with: "xai-") else { return nil }
        let key = rest.dropFirst(4).prefix { Self.isKeyByte($0) }
        return key.count >= 8 ? 4 + key.count : nil
    }

    /// `Bearer` and something that is no plain English word.
    private func tokenLength(_ rest: ArraySlice<UInt8>) -> Int? {
        guard starts(rest, with: "bearer") else { return nil }
        let behind = rest.dropFirst(6)
        let spaces = behind.prefix { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ":") }
        let token = behind.dropFirst(spaces.count).prefix { Self.isKeyByte($0) }
        guard !spaces.isEmpty, token.count >= 8 else { return nil }
        let plainWord = token.count < 24 && !token.contains { (0x30...0x39).contains($0) }
        return plainWord ? nil : 6 + spaces.count + token.count
    }

    private func starts(_ bytes: ArraySlice<UInt8>, with word: String) -> Bool {
        bytes.count >= word.utf8.count
            && zip(bytes, word.utf8).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        default: return "-_.*+/=~".utf8.contains(byte)
        }
    }
}

extension SecretScrubber: CustomStringConvertible, CustomReflectable {
    var description: String { Credential.redacted }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
