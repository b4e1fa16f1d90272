import Ledger
import TestSupport
import Testing

@Suite("Tree proofs")
struct TreeProofTests {
    /// The leaves of the known RFC 6962 vectors.
    private static func vectorLeaves() throws -> [Hash] {
        try KnownVectors.roots.map {
            Hash(prefix: 0, try #require(Hexadecimal.decode($0.input)))
        }
    }

    private static func subtrees(_ leaves: [Hash]) -> TreeProof.Subtrees {
        { height, index in
            let first = Int(index) << height
            return MerkleTreeTests.naiveRoot(leaves[first..<(first + 1 << height)])
        }
    }

    @Test("Inclusion proofs are those of the known vectors")
    func inclusionVectors() throws {
        let leaves = try Self.vectorLeaves()
        for (index, size, path) in KnownVectors.inclusion {
            let found = try TreeProof.inclusion(of: index, size: size, Self.subtrees(leaves))
            #expect(found.map(\.hexadecimal) == path, "\(index) in \(size)")
        }
    }

    @Test("Consistency proofs are those of the known vectors")
    func consistencyVectors() throws {
        let leaves = try Self.vectorLeaves()
        for (old, size, path) in KnownVectors.consistency {
            let found = try TreeProof.consistency(from: old, to: size, Self.subtrees(leaves))
            #expect(found.map(\.hexadecimal) == path, "\(old) to \(size)")
        }
    }

    @Test("Every proof of trees up to 40 leaves verifies, and with anything changed it does not")
    func everySmallTree() throws {
        let leaves = (0..<40).map { Hash(of: [UInt8($0)]) }
        let subtrees = Self.subtrees(leaves)
        let wrong = Hash(of: [200])
        for size in Int64(1)...40 {
            let root = MerkleTreeTests.naiveRoot(leaves[..<Int(size)])
            #expect(try TreeProof.root(size: size, subtrees) == root)
            for index in 0..<size {
                let leaf = leaves[Int(index)]
                let path = try TreeProof.inclusion(of: index, size: size, subtrees)
                func found(
                    _ leaf: Hash, _ index: Int64, _ size: Int64, _ path: [Hash]
                ) -> Bool {
                    TreeProof.root(from: leaf, at: index, size: size, path: path) == root
                }
                #expect(found(leaf, index, size, path))
                #expect(!found(wrong, index, size, path))
                #expect(!found(leaf, index, size, path + [wrong]))
                for other in -1...size where other != index {
                    #expect(!found(leaf, other, size, path), "\(other) for \(index) of \(size)")
                }
                for place in path.indices {
                    var changed = path
                    changed[place] = wrong
                    #expect(!found(leaf, index, size, changed))
                    #expect(!found(leaf, index, size, Array(path[..<place])))
                }
            }
        }
    }

    @Test("Every consistency proof up to 40 leaves verifies, and with anything changed it does not")
    func everyGrowth() throws {
        let leaves = (0..<40).map { Hash(of: [UInt8($0)]) }
        let subtrees = Self.subtrees(leaves)
        let wrong = Hash(of: [200])
        for size in Int64(1)...40 {
            let root = MerkleTreeTests.naiveRoot(leaves[..<Int(size)])
            for old in 1...size {
                let before = MerkleTreeTests.naiveRoot(leaves[..<Int(old)])
                let path = try TreeProof.consistency(from: old, to: size, subtrees)
                func holds(_ before: Hash, _ root: Hash, _ path: [Hash]) -> Bool {
                    TreeProof.isConsistent(from: old, before, to: size, root, path: path)
                }
                #expect(holds(before, root, path), "\(old) to \(size)")
                #expect(!holds(wrong, root, path))
                #expect(!holds(before, wrong, path))
                #expect(!holds(before, root, path + [wrong]))
                for place in path.indices {
                    var changed = path
                    changed[place] = wrong
                    #expect(!holds(before, root, changed), "\(old) to \(size), \(place)")
                    #expect(!holds(before, root, Array(path[..<place])))
                }
            }
            #expect(!TreeProof.isConsistent(from: 0, root, to: size, root, path: []))
            #expect(!TreeProof.isConsistent(from: size + 1, root, to: size, root, path: []))
        }
    }
}
