/// The proofs of RFC 6962, section 2.1: how few hashes show that a leaf is in a tree, and that a
/// tree is the beginning of another.
package enum TreeProof {
    /// The root of the `index`-th perfect subtree of 2^height leaves, counted from 0. Only those
    /// that are whole are asked for.
    package typealias Subtrees = (_ height: Int, _ index: Int64) throws -> Hash

    /// The root over the first `size` leaves.
    package static func root(size: Int64, _ subtrees: Subtrees) throws -> Hash {
        try root(of: 0..<size, subtrees)
    }

    /// The audit path of RFC 6962, 2.1.1, from the leaf's sibling up. The leaf's `index` is from 0.
    package static func inclusion(
        of index: Int64, size: Int64, _ subtrees: Subtrees
    ) throws -> [Hash] {
        precondition(index >= 0 && index < size, "the leaf is in the tree")
        var leaves = 0..<size
        var path: [Hash] = []
        while leaves.count > 1 {
            let middle = middle(of: leaves)
            if index < middle {
                path.append(try root(of: middle..<leaves.upperBound, subtrees))
                leaves = leaves.lowerBound..<middle
            } else {
                path.append(try root(of: leaves.lowerBound..<middle, subtrees))
                leaves = middle..<leaves.upperBound
            }
        }
        return path.reversed()
    }

    /// The proof of RFC 6962, 2.1.2, that the tree over `old` leaves is the beginning of that over
    /// `size`.
    package static func consistency(
        from old: Int64, to size: Int64, _ subtrees: Subtrees
    ) throws -> [Hash] {
        precondition(old > 0 && old <= size, "the old tree has leaves, and is not the larger one")
        var leaves = 0..<size
        var path: [Hash] = []
        while leaves.upperBound != old {
            let middle = middle(of: leaves)
            if old <= middle {
                path.append(try root(of: middle..<leaves.upperBound, subtrees))
                leaves = leaves.lowerBound..<middle
            } else {
                path.append(try root(of: leaves.lowerBound..<middle, subtrees))
                leaves = middle..<leaves.upperBound
            }
        }
        // The verifier knows the old root itself.
        if leaves.lowerBound > 0 { path.append(try root(of: leaves, subtrees)) }
        return path.reversed()
    }

    /// Where the definition splits a tree of more than one leaf: after the largest power of two
    /// that is less than the number of leaves.
    private static func middle(of leaves: Range<Int64>) -> Int64 {
        let last = leaves.upperBound - leaves.lowerBound - 1
        return leaves.lowerBound + 1 << Int64(63 - last.leadingZeroBitCount)
    }

    private static func root(of leaves: Range<Int64>, _ subtrees: Subtrees) throws -> Hash {
        let count = leaves.upperBound - leaves.lowerBound
        guard count > 0 else { return MerkleTree.emptyRoot }
        if count.nonzeroBitCount == 1 {
            let height = count.trailingZeroBitCount
            return try subtrees(height, leaves.lowerBound >> Int64(height))
        }
        let middle = middle(of: leaves)
        return MerkleTree.node(
            try root(of: leaves.lowerBound..<middle, subtrees),
            try root(of: middle..<leaves.upperBound, subtrees))
    }
}
