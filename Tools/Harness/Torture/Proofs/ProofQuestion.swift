internal import Ledger

/// Something that both can be asked.
enum ProofQuestion {
    case inclusion(leaf: Hash, index: Int64, size: Int64, root: Hash, path: [Hash])
    case consistency(old: Int64, oldRoot: Hash, size: Int64, root: Hash, path: [Hash])
    case signature(key: [UInt8], signature: [UInt8], message: [UInt8])

    /// As the oracle reads it.
    var text: String {
        switch self {
        case .inclusion(let leaf, let index, let size, let root, let path):
            "inclusion \(leaf) \(index) \(size) \(root) \(Self.text(path))"
        case .consistency(let old, let oldRoot, let size, let root, let path):
            "consistency \(old) \(oldRoot) \(size) \(root) \(Self.text(path))"
        case .signature(let key, let signature, let message):
            "signature \(Hexadecimal.encode(key)) \(Hexadecimal.encode(signature)) "
                + (message.isEmpty ? "-" : Hexadecimal.encode(message))
        }
    }

    /// What the program says.
    var isRight: Bool {
        switch self {
        case .inclusion(let leaf, let index, let size, let root, let path):
            TreeProof.root(from: leaf, at: index, size: size, path: path) == root
        case .consistency(let old, let oldRoot, let size, let root, let path):
            TreeProof.isConsistent(from: old, oldRoot, to: size, root, path: path)
        case .signature(let key, let signature, let message):
            VerifierKey(name: "harness", publicKey: key).isValid(signature, of: message)
        }
    }

    /// The same with one bit of it changed.
    func flipped(_ random: inout SeededGenerator) -> ProofQuestion {
        switch self {
        case .inclusion(let leaf, let index, let size, let root, var path):
            guard !path.isEmpty, random.chance(0.8) else {
                return .inclusion(
                    leaf: Self.flip(leaf, &random), index: index, size: size, root: root,
                    path: path)
            }
            let place = random.draw(0...path.count - 1)
            path[place] = Self.flip(path[place], &random)
            return .inclusion(leaf: leaf, index: index, size: size, root: root, path: path)
        case .consistency(let old, let oldRoot, let size, let root, var path):
            guard !path.isEmpty, random.chance(0.8) else {
                return .consistency(
                    old: old, oldRoot: Self.flip(oldRoot, &random), size: size, root: root,
                    path: path)
            }
            let place = random.draw(0...path.count - 1)
            path[place] = Self.flip(path[place], &random)
            return .consistency(
                old: old, oldRoot: oldRoot, size: size, root: root, path: path)
        case .signature(let key, let signature, let message):
            return .signature(
                key: key, signature: Self.flip(signature, &random), message: message)
        }
    }

    private static func flip(_ hash: Hash, _ random: inout SeededGenerator) -> Hash {
        Hash(bytes: flip(hash.bytes, &random)) ?? hash
    }

    private static func flip(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        bytes[random.draw(0...bytes.count - 1)] ^= 1 << UInt8(random.draw(0...7))
        return bytes
    }

    private static func text(_ path: [Hash]) -> String {
        path.isEmpty ? "-" : path.map(\.hexadecimal).joined(separator: ",")
    }
}
