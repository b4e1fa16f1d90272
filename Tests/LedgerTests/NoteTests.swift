import Foundation
import Ledger
import TestSupport
import Testing

@Suite("Signed checkpoints and proofs as text")
struct NoteTests {
    @Test("Signatures are those of the RFC 8032 vectors")
    func ed25519() throws {
        for vector in KnownVectors.signatures {
            let key = try SigningKey(
                name: "test", seed: try #require(Hexadecimal.decode(vector.secret)))
            let message = try #require(Hexadecimal.decode(vector.message))
            let signature = try #require(Hexadecimal.decode(vector.signature))
            #expect(Hexadecimal.encode(key.verifier.publicKey) == vector.key)
            #expect(key.verifier.isValid(signature, of: message))
            #expect(!key.verifier.isValid(signature, of: message + [0]))
            #expect(key.verifier.isValid(try key.signature(of: message), of: message))
        }
    }

    private static let origin = "grok-ledger/01980000-0000-7000-8000-000000000000"

    private func key(_ number: Int = 0, name: String = origin) throws -> SigningKey {
        let seed = try #require(Hexadecimal.decode(KnownVectors.signatures[number].secret))
        return try SigningKey(name: name, seed: seed)
    }

    private func signed(
        size: Int64 = 42, root: Hash = Hash(of: [1]), by key: SigningKey
    ) throws -> SignedCheckpoint {
        let checkpoint = TreeCheckpoint(origin: Self.origin, size: size, root: root)
        return SignedCheckpoint(
            checkpoint, key: key.verifier,
            signature: try key.signature(of: Array(checkpoint.content.utf8)))
    }

    @Test("Keys are written and read again, the private one only where it is asked for")
    func keys() throws {
        let key = try key()
        #expect(try VerifierKey(key.verifier.text) == key.verifier)
        #expect(try SigningKey(secretText: key.secretText).verifier == key.verifier)
        #expect(key.secretText.hasPrefix("PRIVATE+KEY+\(Self.origin)+"))
        let secret = try #require(key.secretText.split(separator: "+").last)
        #expect(!"\(key)".contains(secret) && !String(reflecting: key).contains(secret))
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains(secret))
    }

    @Test(
        "A key that is not one is refused",
        arguments: [
            "", "a", "a+b+c", "name+00000000+AdN=", "+68a0f4a8+AQ==",
        ])
    func badKey(text: String) throws {
        #expect(throws: ProofError.self) { try VerifierKey(text) }
        let changed = try key().verifier.text.replacingOccurrences(of: "grok", with: "crok")
        #expect(
            throws: ProofError.malformed(
                "the key's id is not that of its name and its bytes")
        ) { try VerifierKey(changed) }
    }

    @Test("A checkpoint is a note of five lines, and its text says all of it")
    func checkpointText() throws {
        let key = try key()
        let signed = try signed(by: key)
        let lines = signed.note.text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[0] == Self.origin)
        #expect(lines[1] == "42")
        #expect(lines[2] == Base64.encode(Hash(of: [1]).bytes))
        #expect(lines[3].isEmpty && lines[5].isEmpty)
        #expect(lines[4].hasPrefix("\u{2014} \(Self.origin) "))
        let read = try SignedCheckpoint(signed.note.text)
        #expect(read == signed)
        try read.check(key.verifier)
    }

    @Test("Many checkpoints are read from one text, with and without lines between them")
    func many() throws {
        let key = try key()
        let all = try (1...3).map { try signed(size: $0, by: key) }
        let texts = all.map(\.note.text)
        #expect(try SignedCheckpoint.all(in: texts.joined()) == all)
        #expect(try SignedCheckpoint.all(in: texts.joined(separator: "\n")) == all)
        #expect(try SignedCheckpoint.all(in: "") == [])
        for length in 1..<texts[0].count {
            #expect(throws: ProofError.self, "\(length) characters") {
                try SignedCheckpoint.all(in: texts[1] + String(texts[0].prefix(length)))
            }
        }
    }

    @Test("A checkpoint that is cut off anywhere is refused")
    func truncated() throws {
        let text = try signed(by: try key()).note.text
        for length in 0..<text.count {
            #expect(throws: ProofError.self, "\(length) characters") {
                try SignedCheckpoint(String(text.prefix(length)))
            }
        }
    }

    @Test("A checkpoint that was changed, or signed by another, is refuted")
    func refuted() throws {
        let key = try key()
        let other = try self.key(1)
        let changed = try signed(by: key).note.text.replacingOccurrences(
            of: "\n42\n", with: "\n43\n")
        let name = "\(key.verifier.name)+\(key.verifier.idText)"
        #expect(
            throws: ProofError.refuted("the checkpoint is not what the key \(name) signed")
        ) { try SignedCheckpoint(changed).check(key.verifier) }
        #expect(throws: ProofError.self) { try signed(by: other).check(key.verifier) }
        let elsewhere = try self.key(0, name: "grok-ledger/other")
        #expect(
            throws: ProofError.malformed(
                "the checkpoint is of \(Self.origin), the key of grok-ledger/other")
        ) {
            try signed(by: key).check(elsewhere.verifier)
        }
    }

    @Test("An inclusion proof is written, read and checked; a wrong index or line is refuted")
    func inclusion() throws {
        let key = try key()
        let lines = (0..<7).map { Array("line \($0)".utf8) }
        let leaves = lines.map { Hash(prefix: 0, $0) }
        let root = MerkleTreeTests.naiveRoot(leaves[...])
        let path = try TreeProof.inclusion(of: 2, size: 7) { height, index in
            let first = Int(index) << height
            return MerkleTreeTests.naiveRoot(leaves[first..<(first + 1 << height)])
        }
        let checkpoint = try signed(size: 7, root: root, by: key)
        let proof = InclusionProof(index: 2, path: path, checkpoint: checkpoint)
        let read = try InclusionProof(proof.text)
        #expect(read == proof)
        try read.check(line: lines[2], key: key.verifier)
        #expect(throws: ProofError.self) { try read.check(line: lines[3], key: key.verifier) }
        for index in [0, 1, 3, 6, 7, 100] as [Int64] {
            let wrong = InclusionProof(index: index, path: path, checkpoint: checkpoint)
            #expect(throws: ProofError.self, "\(index)") {
                try wrong.check(line: lines[2], key: key.verifier)
            }
        }
        let extra = proof.text.replacingOccurrences(of: "\nindex", with: "\nextra AAAA\nindex")
        #expect(try InclusionProof(extra) == proof)
        for length in 0..<proof.text.count {
            #expect(throws: ProofError.self) {
                try InclusionProof(String(proof.text.prefix(length)))
            }
        }
    }

    @Test("A consistency proof needs both checkpoints, of its ledger, and the right hashes")
    func consistency() throws {
        let key = try key()
        let leaves = (0..<9).map { Hash(of: [UInt8($0)]) }
        let path = try TreeProof.consistency(from: 5, to: 9) { height, index in
            let first = Int(index) << height
            return MerkleTreeTests.naiveRoot(leaves[first..<(first + 1 << height)])
        }
        let old = try signed(size: 5, root: MerkleTreeTests.naiveRoot(leaves[..<5]), by: key)
        let new = try signed(size: 9, root: MerkleTreeTests.naiveRoot(leaves[...]), by: key)
        let proof = ConsistencyProof(from: old.checkpoint, to: new.checkpoint, path: path)
        let read = try ConsistencyProof(proof.text)
        #expect(read == proof)
        try read.check([new, old], key: key.verifier)
        #expect(throws: ProofError.malformed("no checkpoint over 5 events was given")) {
            try read.check([new], key: key.verifier)
        }
        let forged = try signed(size: 5, root: Hash(of: [9]), by: key)
        #expect(throws: ProofError.self) { try read.check([new, forged], key: key.verifier) }
        let short = ConsistencyProof(
            from: old.checkpoint, to: new.checkpoint, path: Array(path.dropLast()))
        #expect(throws: ProofError.self) { try short.check([new, old], key: key.verifier) }
        #expect(throws: ProofError.malformed("the proof is cut off")) {
            try ConsistencyProof(String(proof.text.dropLast()))
        }
    }
}
