internal import Ledger
internal import LedgerStore

/// Writes `FILE.proofs` beside a filtered export.
struct ExportProofsWriter {
    let proofs: ExportProofs
    let writer: ExportWriter

    static func path(beside file: String) -> String { file + ".proofs" }

    /// Nil if there is no checkpoint to lead to.
    init?(_ source: ExportSource, beside file: String) throws {
        guard let proofs = try source.proofs() else { return nil }
        self.proofs = proofs
        writer = try ExportWriter(Self.path(beside: file))
        try writer.line(proofs.heading())
    }

    /// To be called with every event of the export, in order.
    func add(_ record: EventRecord) throws {
        if let line = try proofs.line(record) { try writer.line(line) }
    }
}
