package import Ledger

/// What lies beside a filtered export in `FILE.proofs`: that each of its lines is in the tree of
/// one checkpoint. A whole export needs none, because its lines are that tree.
///
/// The first line holds the checkpoint, and each further one belongs to the line of the export with
/// the same number, counted without the first. Events that the checkpoint does not cover come last
/// in an export and have no line here.
package final class ExportProofs {
    package let checkpoint: SignedCheckpoint
    /// So many lines were proved.
    package private(set) var proved: Int64 = 0
    private let paths: InclusionPaths

    /// The first line.
    private struct Head: Encodable {
        let checkpoint: String
        let root: Hash
        let size: Int64
    }

    /// Any other line.
    private struct Line: Encodable {
        let index: Int64
        let leaf: Hash
        let path: [Hash]
    }

    /// Against the last checkpoint; nil if there is none.
    package init?(_ reader: LedgerReader) throws(LedgerStoreError) {
        guard let checkpoint = try reader.lastCheckpoint()?.signed else { return nil }
        self.checkpoint = checkpoint
        paths = InclusionPaths(reader, size: checkpoint.checkpoint.size)
    }

    /// The first line, without a line feed.
    package func heading() throws(LedgerStoreError) -> String {
        try Self.encode(
            Head(
                checkpoint: checkpoint.note.text, root: checkpoint.checkpoint.root,
                size: checkpoint.checkpoint.size))
    }

    /// The line for `record`, without a line feed; nil if the checkpoint does not cover it. Throws
    /// when the tree that is stored does not have the root that was signed.
    package func line(_ record: EventRecord) throws -> String? {
        let head = checkpoint.checkpoint
        guard record.position <= head.size else { return nil }
        let proof = Line(
            index: record.position - 1, leaf: record.leaf,
            path: try paths.path(of: record.position))
        let root = TreeProof.root(
            from: proof.leaf, at: proof.index, size: head.size, path: proof.path)
        guard root == head.root else {
            throw TransferError.notProved(position: record.position, size: head.size)
        }
        proved += 1
        return try Self.encode(proof)
    }

    private static func encode(_ value: some Encodable) throws(LedgerStoreError) -> String {
        do {
            return try CanonicalJSON.encode(value)
        } catch {
            throw .unencodable(type: "a proof", reason: String(describing: error))
        }
    }
}
