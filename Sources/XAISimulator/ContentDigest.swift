import Crypto

/// What a request asks, reduced to a few words: answers and faults are drawn from it.
struct ContentDigest: Sendable {
    /// The name under which the askings of this content are counted.
    struct Key: Sendable, Hashable {
        let high: UInt64
        let low: UInt64
    }

    let key: Key
    /// The seed of the answer's generator.
    let answerSeed: UInt64
    /// The seed of the faults' generators; see `Faults`.
    let faultSeed: UInt64

    /// SHA-256 over the seed, the model and the messages, each text with its length before it.
    init(seed: UInt64, model: String, messages: [ChatMessage]) {
        var hasher = SHA256()
        hasher.update(word: seed)
        hasher.update(text: model)
        for message in messages {
            hasher.update(text: message.role)
            hasher.update(text: message.content)
        }
        let words = hasher.finalize().withUnsafeBytes { bytes in
            (0..<4).map {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
        key = Key(high: words[0], low: words[1])
        answerSeed = words[2]
        faultSeed = words[3]
    }
}

extension SHA256 {
    fileprivate mutating func update(word: UInt64) {
        withUnsafeBytes(of: word.bigEndian) { update(bufferPointer: $0) }
    }

    fileprivate mutating func update(text: String) {
        update(word: UInt64(text.utf8.count))
        var text = text
        text.withUTF8 { update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }
}
