import Ledger
import Testing

@Suite("Tree proofs")
struct TreeProofTests {
    /// The leaves of the known RFC 6962 vectors.
    private static func vectorLeaves() throws -> [Hash] {
        try MerkleTreeTests.vectors.map {
            Hash(prefix: 0, try #require(Hexadecimal.decode($0.input)))
        }
    }

    private static func subtrees(_ leaves: [Hash]) -> TreeProof.Subtrees {
        { height, index in
            let first = Int(index) << height
            return MerkleTreeTests.naiveRoot(leaves[first..<(first + 1 << height)])
        }
    }

    private static let c1 = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
    private static let c4 = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
    private static let c6 = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
    private static let c7 = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"
    private static let c8 = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
    private static let first = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    private static let second = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
    private static let both = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"

    @Test(
        "Inclusion proofs are those of the known vectors",
        arguments: [
            (0, 1, []), (0, 8, [second, c1, c8]), (5, 8, [c4, c6, c7]), (2, 3, [both]),
            (1, 5, [first, c1, c4]),
        ] as [(Int64, Int64, [String])])
    func inclusionVectors(index: Int64, size: Int64, path: [String]) throws {
        let leaves = try Self.vectorLeaves()
        let found = try TreeProof.inclusion(of: index, size: size, Self.subtrees(leaves))
        #expect(found.map(\.hexadecimal) == path)
    }

    @Test(
        "Consistency proofs are those of the known vectors",
        arguments: [
            (1, 1, []), (1, 8, [second, c1, c8]), (2, 5, [c1, c4]),
            (
                6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", c6, c7]
            ),
        ] as [(Int64, Int64, [String])])
    func consistencyVectors(from old: Int64, to size: Int64, path: [String]) throws {
        let leaves = try Self.vectorLeaves()
        let found = try TreeProof.consistency(from: old, to: size, Self.subtrees(leaves))
        #expect(found.map(\.hexadecimal) == path)
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
