internal import Ledger
internal import TestSupport

/// The published vectors, and where the program says otherwise.
enum ProofVectors {
    static var count: Int {
        KnownVectors.roots.count + KnownVectors.inclusion.count + KnownVectors.consistency.count
            + KnownVectors.signatures.count
    }

    static func violations() -> [String] {
        do {
            return try trees() + keys()
        } catch {
            return ["a vector cannot be used: \(error)"]
        }
    }

    private static func trees() throws -> [String] {
        var found: [String] = []
        var frontier = Frontier.empty
        var leaves: [Hash] = []
        for vector in KnownVectors.roots {
            leaves.append(Hash(prefix: 0, Hexadecimal.decode(vector.input) ?? []))
            _ = frontier.append(leaves[leaves.count - 1])
            if frontier.root.hexadecimal != vector.root {
                found.append("the root over \(leaves.count) leaves is \(frontier.root)")
            }
        }
        let subtrees: TreeProof.Subtrees = { [leaves] height, index in
            var subtree = Frontier.empty
            for leaf in leaves[Int(index) << height..<Int(index + 1) << height] {
                _ = subtree.append(leaf)
            }
            return subtree.root
        }
        for vector in KnownVectors.inclusion {
            let path = try TreeProof.inclusion(of: vector.index, size: vector.size, subtrees)
            if path.map(\.hexadecimal) != vector.path {
                found.append("another inclusion proof of \(vector.index) in \(vector.size)")
            }
        }
        for vector in KnownVectors.consistency {
            let path = try TreeProof.consistency(from: vector.old, to: vector.size, subtrees)
            if path.map(\.hexadecimal) != vector.path {
                found.append("another consistency proof from \(vector.old) to \(vector.size)")
            }
        }
        return found
    }

    private static func keys() throws -> [String] {
        try KnownVectors.signatures.compactMap { vector in
            let key = try SigningKey(name: "vector", seed: Hexadecimal.decode(vector.secret) ?? [])
            let message = Hexadecimal.decode(vector.message) ?? []
            let signature = Hexadecimal.decode(vector.signature) ?? []
            // Signatures may be randomised; a published one is valid, and so is ours.
            let isRight =
                try Hexadecimal.encode(key.verifier.publicKey) == vector.key
                && key.verifier.isValid(signature, of: message)
                && key.verifier.isValid(key.signature(of: message), of: message)
            return isRight ? nil : "the signature of \(vector.message) by \(vector.key) is wrong"
        }
    }
}
