import Ledger
import TestSupport
import Testing

@Suite("Merkle tree")
struct MerkleTreeTests {
    /// RFC 6962, section 2.1, word for word: recursive, and independent of the frontier.
    static func naiveRoot(_ leaves: ArraySlice<Hash>) -> Hash {
        if leaves.isEmpty { return Hash(of: []) }
        if leaves.count == 1, let leaf = leaves.first { return leaf }
        var split = 1
        while split * 2 < leaves.count { split *= 2 }
        let middle = leaves.startIndex + split
        return Hash(
            prefix: 1, naiveRoot(leaves[..<middle]).bytes, naiveRoot(leaves[middle...]).bytes)
    }

    @Test("The roots are those of the known RFC 6962 vectors")
    func knownVectors() throws {
        var frontier = Frontier.empty
        #expect(
            frontier.root.hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for vector in KnownVectors.roots {
            let input = try #require(Hexadecimal.decode(vector.input))
            _ = frontier.append(Hash(prefix: 0, input))
            #expect(frontier.root.hexadecimal == vector.root)
        }
    }

    @Test("The frontier gives the root of the definition for every size up to 300")
    func everySmallSize() {
        var frontier = Frontier.empty
        var leaves: [Hash] = []
        for size in 0...300 {
            #expect(frontier.root == Self.naiveRoot(leaves[...]), "size \(size)")
            #expect(frontier.roots.count == frontier.size.nonzeroBitCount)
            let leaf = Hash(of: Array(String(size).utf8))
            leaves.append(leaf)
            _ = frontier.append(leaf)
        }
    }

    @Test("The frontier gives the root of the definition for random sizes, and survives storage")
    func randomSizes() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<5 {
            let seed = UInt64.random(in: .min ... .max, using: &generator)
            let size = Int(seed % 5_000)
            let leaves = (0..<size).map { Hash(of: Array("\(seed) \($0)".utf8)) }
            var frontier = Frontier.empty
            for leaf in leaves {
                _ = frontier.append(leaf)
            }
            #expect(frontier.root == Self.naiveRoot(leaves[...]), "seed \(seed), size \(size)")
            let stored = frontier.bytes.withUnsafeBytes { Frontier(size: Int64(size), bytes: $0) }
            #expect(try #require(stored) == frontier, "seed \(seed)")
        }
    }

    @Test("Completed subtrees are reported once, with the root of exactly their leaves")
    func completedSubtrees() {
        let leaves = (0..<70).map { Hash(of: [UInt8($0)]) }
        var frontier = Frontier.empty
        let completed = leaves.flatMap { frontier.append($0, completing: [3, 5]) }
        for height in [3, 5] {
            let ofHeight = completed.filter { $0.height == height }
            #expect(ofHeight.map(\.index) == Array(0..<Int64(70 >> height)))
            for subtree in ofHeight {
                let first = Int(subtree.index) << height
                #expect(subtree.hash == Self.naiveRoot(leaves[first..<(first + 1 << height)]))
            }
        }
    }

    @Test("A frontier whose roots do not fit its size is refused")
    func misfit() {
        let root = Hash(of: [])
        #expect(Frontier(size: 2, roots: [root, root]) == nil)
        #expect(Frontier(size: 3, roots: [root]) == nil)
        #expect(Frontier(size: -1, roots: []) == nil)
        #expect(
            [UInt8](repeating: 0, count: 33).withUnsafeBytes { Frontier(size: 1, bytes: $0) } == nil
        )
    }
}
