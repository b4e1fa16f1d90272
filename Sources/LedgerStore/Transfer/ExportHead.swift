internal import Foundation
package import Ledger

/// What lies beside an export in `FILE.head`: where it ends and whether it is whole. Lines alone
/// cannot say so: without their last ones they look like a shorter ledger.
package struct ExportHead: Hashable, Sendable, Codable {
    /// What a filtered export was made with; whoever wants to know why a line is missing sees it.
    package struct Filter: Hashable, Sendable, Codable {
        package let stream: String?
        package let sinceMicroseconds: Int64?
        package let untilMicroseconds: Int64?

        private enum CodingKeys: String, CodingKey {
            case stream
            case sinceMicroseconds = "since_us"
            case untilMicroseconds = "until_us"
        }
    }

    /// How many lines the export has.
    package let events: Int64
    /// Whether `FILE.blobs` belongs to it.
    package let content: Bool
    package let ledger: EventID
    /// The size of the ledger and the root over all of it, also of a filtered export.
    package let size: Int64
    package let root: String
    /// Nil of a whole export.
    package let filter: Filter?
    /// The size of the checkpoint that `FILE.proofs` leads to; nil if there is no such file.
    package let checkpoint: Int64?

    package init(
        _ source: ExportSource, events: Int64, content: Bool, proofs: ExportProofs? = nil
    ) {
        self.events = events
        self.content = content
        ledger = source.ledgerID
        size = source.head.size
        root = source.head.root.hexadecimal
        checkpoint = proofs?.checkpoint.checkpoint.size
        let selection = source.selection
        filter =
            selection.isWhole
            ? nil
            : Filter(
                stream: selection.stream?.text,
                sinceMicroseconds: selection.since?.microseconds,
                untilMicroseconds: selection.until?.microseconds)
    }

    /// One line of canonical JSON, ended.
    package func encoded() throws(LedgerStoreError) -> String {
        do {
            return try CanonicalJSON.encode(self) + "\n"
        } catch {
            throw .unencodable(type: "an export's head", reason: String(describing: error))
        }
    }

    /// The head beside the export at `path`; nil if there is none.
    static func beside(_ path: String) throws -> ExportHead? {
        let path = path + ".head"
        guard let status = try FileSystem.status(path) else { return nil }
        guard !status.isFolder, status.size <= 65_536,
            let data = FileManager.default.contents(atPath: path),
            let head = try? JSONDecoder().decode(ExportHead.self, from: data),
            Hash(hexadecimal: head.root) != nil
        else { throw TransferError.badHead(path: path) }
        return head
    }
}
