extension TreeProof {
    /// The root that `path` leads to from the leaf `index` of a tree of `size` leaves; nil if the
    /// path is not as long as it must be. (RFC 9162, 2.1.3.2.)
    package static func root(
        from leaf: Hash, at index: Int64, size: Int64, path: [Hash]
    ) -> Hash? {
        guard index >= 0, index < size else { return nil }
        var (node, last) = (index, size - 1)
        var hash = leaf
        for sibling in path {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = MerkleTree.node(sibling, hash)
                // A right edge without a sibling is as high as its next left neighbour.
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = MerkleTree.node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 ? hash : nil
    }

    /// Whether `path` shows that the tree with `oldRoot` over `old` leaves is the beginning of that
    /// with `root` over `size`. (RFC 9162, 2.1.4.2.)
    package static func isConsistent(
        from old: Int64, _ oldRoot: Hash, to size: Int64, _ root: Hash, path: [Hash]
    ) -> Bool {
        guard old > 0, old <= size else { return false }
        guard old < size else { return path.isEmpty && oldRoot == root }
        let path = old.nonzeroBitCount == 1 ? [oldRoot] + path : path
        guard let first = path.first else { return false }
        var (node, last) = (old - 1, size - 1)
        while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
        var (oldHash, hash) = (first, first)
        for sibling in path.dropFirst() {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                oldHash = MerkleTree.node(sibling, oldHash)
                hash = MerkleTree.node(sibling, hash)
                while node & 1 == 0, node > 0 { (node, last) = (node >> 1, last >> 1) }
            } else {
                hash = MerkleTree.node(hash, sibling)
            }
            (node, last) = (node >> 1, last >> 1)
        }
        return last == 0 && oldHash == oldRoot && hash == root
    }
}
