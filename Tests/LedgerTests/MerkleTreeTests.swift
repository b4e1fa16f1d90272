import Ledger
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

    static let vectors: [(input: String, root: String)] = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        (
            "606162636465666768696a6b6c6d6e6f",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        ),
    ]

    @Test("The roots are those of the known RFC 6962 vectors")
    func knownVectors() throws {
        var frontier = Frontier.empty
        #expect(
            frontier.root.hexadecimal
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        for vector in Self.vectors {
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
