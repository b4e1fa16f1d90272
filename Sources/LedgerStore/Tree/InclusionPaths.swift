internal import GRDB
package import Ledger

/// The inclusion paths of many events against one size, from a tree that is read once: what
/// neighbours share is remembered, in memory that does not grow with the ledger.
package final class InclusionPaths {
    /// Subtrees of less than this height are remembered for one block of leaves at a time.
    private static let blockHeight = LedgerFormat.storedHeights[0]
    /// So many of the higher ones are remembered before all of them are read again.
    private static let subtreesMax = 65_536

    private struct Block {
        let index: Int64
        /// The hashes of its subtrees by height.
        let levels: [[Hash]]
    }

    private struct Place: Hashable {
        let height: Int
        let index: Int64
    }

    /// How many events the tree has in which the paths end.
    package let size: Int64
    private let reader: LedgerReader
    /// The block that was asked for last. The last one of the tree, which has fewer leaves, is
    /// remembered beside it: every path ends with something from there.
    private var recent: Block?
    private var last: Block?
    private var subtrees: [Place: Hash] = [:]

    /// - Parameter size: At most as many as the ledger has.
    package init(_ reader: LedgerReader, size: Int64) {
        self.reader = reader
        self.size = size
    }

    /// The hashes that lead from the event at `position`, which is at most the size, to the root.
    package func path(of position: Int64) throws(LedgerStoreError) -> [Hash] {
        try reader.reading { database in
            try TreeProof.inclusion(of: position - 1, size: size) { height, index in
                try hash(height, index, database)
            }
        }
    }

    private func hash(_ height: Int, _ index: Int64, _ database: Database) throws -> Hash {
        guard height >= Self.blockHeight else {
            let inBlock = Self.blockHeight - height
            return try low(
                height, index & (1 << Int64(inBlock) - 1), of: index >> Int64(inBlock), database)
        }
        let place = Place(height: height, index: index)
        if let known = subtrees[place] { return known }
        if subtrees.count >= Self.subtreesMax { subtrees.removeAll(keepingCapacity: true) }
        let hash = try StoredTree(database).hash(height: height, index: index)
        subtrees[place] = hash
        return hash
    }

    private func low(
        _ height: Int, _ index: Int64, of wanted: Int64, _ database: Database
    ) throws -> Hash {
        let levels = try block(wanted, database).levels
        guard height < levels.count, Int(index) < levels[height].count else {
            throw LedgerStoreError.unexpected(
                "there is no subtree \(index) of height \(height) in the block \(wanted)")
        }
        return levels[height][Int(index)]
    }

    private func block(_ index: Int64, _ database: Database) throws -> Block {
        let isLast = index == (size - 1) >> Int64(Self.blockHeight)
        if let known = isLast ? last : recent, known.index == index { return known }
        let leaves = try StoredTree(database)
            .leaves(after: index << Int64(Self.blockHeight), upTo: size)
        let block = Block(index: index, levels: Self.levels(leaves))
        if isLast { last = block } else { recent = block }
        return block
    }

    /// All perfect subtrees over these leaves, which begin at a block's beginning.
    private static func levels(_ leaves: [Hash]) -> [[Hash]] {
        var levels = [leaves]
        while let last = levels.last, last.count > 1 {
            levels.append(
                stride(from: 1, to: last.count, by: 2).map {
                    MerkleTree.node(last[$0 - 1], last[$0])
                })
        }
        return levels
    }
}

extension StoredTree {
    /// The leaves of one block: those behind `position`, and not behind `last`.
    func leaves(after position: Int64, upTo last: Int64) throws -> [Hash] {
        let statement = try database.cachedStatement(
            sql: "SELECT leaf FROM events WHERE position > ?1 AND position <= ?2 ORDER BY position")
        defer { statement.rewind() }
        statement.set(1, position)
        statement.set(2, min(last, position + 1 << Int64(LedgerFormat.storedHeights[0])))
        var leaves: [Hash] = []
        while try statement.step() {
            guard let leaf = Hash(raw: statement.blob(0)) else { break }
            leaves.append(leaf)
        }
        return leaves
    }
}
