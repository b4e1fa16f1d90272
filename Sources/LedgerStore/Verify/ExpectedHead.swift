package import Ledger

/// A root that the ledger is known to have had, and who says so.
package struct ExpectedHead: Hashable, Sendable {
    package let size: Int64
    package let root: Hash
    /// Such as the path of the file that it was read from.
    package let source: String

    package init(size: Int64, root: Hash, source: String) {
        self.size = size
        self.root = root
        self.source = source
    }
}

/// Compares the tree with known roots while it grows.
struct ExpectedHeads {
    private let heads: [ExpectedHead]
    private var next = 0
    /// The last size whose root was right.
    private var lastGood: Int64 = 0

    init(_ heads: [ExpectedHead]) {
        self.heads = heads.sorted { $0.size < $1.size }
    }

    /// To be called at every size.
    mutating func check(_ tree: Frontier) -> VerificationReport.Problem? {
        guard next < heads.count, heads[next].size == tree.size else { return nil }
        let root = tree.root
        while next < heads.count, heads[next].size == tree.size {
            let head = heads[next]
            guard head.root == root else {
                return VerificationReport.Problem(
                    position: lastGood + 1,
                    expected: "the root \(head.root) over the positions 1 to \(head.size), as "
                        + "\(head.source) says",
                    found: root.hexadecimal)
            }
            next += 1
        }
        lastGood = tree.size
        return nil
    }

    /// What the heads say that are of a larger tree than there is.
    func beyond(_ size: Int64) -> VerificationReport.Problem? {
        guard next < heads.count, let last = heads.last else { return nil }
        return VerificationReport.Problem(
            position: size + 1, expected: "\(last.size) events, as \(last.source) says",
            found: "\(size)")
    }
}
