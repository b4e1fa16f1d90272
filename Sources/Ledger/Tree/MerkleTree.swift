/// The hashes of RFC 6962, section 2.1, over leaves in order of position.
package enum MerkleTree {
    /// SHA-256 of nothing: the root of an empty tree.
    package static let emptyRoot = Hash(of: [])

    /// SHA-256(0x01 ‖ left ‖ right).
    package static func node(_ left: Hash, _ right: Hash) -> Hash {
        Hash(prefix: 0x01, left.bytes, right.bytes)
    }
}

/// The head of the tree: how many leaves, and the roots of the perfect subtrees they fall into.
/// Appending a leaf needs nothing else, so it lives in one row of the ledger.
package struct Frontier: Hashable, Sendable {
    /// A perfect subtree that has just been completed: 2^height leaves, the `index`-th of its
    /// height.
    package struct Subtree: Hashable, Sendable {
        package let height: Int
        package let index: Int64
        package let hash: Hash
    }

    /// The number of leaves.
    package private(set) var size: Int64
    /// One root for every 1 bit of `size`, the largest subtree first.
    package private(set) var roots: [Hash]

    package static let empty = Frontier()

    private init() {
        size = 0
        roots = []
    }

    /// Nil unless there is exactly one root for every 1 bit of `size`.
    package init?(size: Int64, roots: [Hash]) {
        guard size >= 0, roots.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.roots = roots
    }

    /// Adds a leaf. Returns the perfect subtrees of heights in `heights` that it completed.
    package mutating func append(_ leaf: Hash, completing heights: Set<Int> = []) -> [Subtree] {
        var hash = leaf
        var height = 0
        var completed: [Subtree] = []
        while size >> Int64(height) & 1 == 1 {
            hash = MerkleTree.node(roots.removeLast(), hash)
            height += 1
            if heights.contains(height) {
                completed.append(
                    Subtree(height: height, index: size >> Int64(height), hash: hash))
            }
        }
        roots.append(hash)
        size += 1
        return completed
    }

    /// The root over all leaves.
    package var root: Hash {
        guard var hash = roots.last else { return MerkleTree.emptyRoot }
        for left in roots.dropLast().reversed() {
            hash = MerkleTree.node(left, hash)
        }
        return hash
    }

    /// The roots one after another, 32 bytes each, as they are stored.
    package var bytes: [UInt8] { roots.flatMap(\.bytes) }
}
