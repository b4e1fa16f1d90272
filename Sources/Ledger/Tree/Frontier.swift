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

    /// Reads what `bytes` wrote. Nil unless there are 32 bytes for every 1 bit of `size`.
    package init?(size: Int64, bytes: UnsafeRawBufferPointer) {
        guard bytes.count.isMultiple(of: 32) else { return nil }
        let roots = stride(from: 0, to: bytes.count, by: 32).compactMap {
            Hash(raw: UnsafeRawBufferPointer(rebasing: bytes[$0..<$0 + 32]))
        }
        self.init(size: size, roots: roots)
    }

    /// Adds a leaf. Returns the perfect subtrees of heights in `heights` that it completed.
    package mutating func append(_ leaf: Hash, completing heights: [Int] = []) -> [Subtree] {
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
