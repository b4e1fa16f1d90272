internal import Foundation
internal import Ledger
internal import LedgerStore

/// The file in which a writer acknowledges. Each mark is one write, so that it is there whole or
/// not at all, whatever becomes of the writer.
final class MarkFile: Sendable {
    private let file: Int32

    init(path: String) throws {
        file = Foundation.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw HarnessError("\(path) cannot be made") }
    }

    deinit { close(file) }

    func acknowledge(_ records: [EventRecord]) throws {
        try put(
            records.map { "ack \($0.position) \($0.id.text) \($0.leaf.hexadecimal)\n" }.joined())
    }

    func note(_ error: any Error) throws {
        let kind = (error as? LedgerStoreError).map { "\($0.kind)" } ?? "other"
        try put("error \(kind) \(error)\n")
    }

    private func put(_ text: String) throws {
        guard write(file, text, text.utf8.count) == text.utf8.count else {
            throw HarnessError("an acknowledgement cannot be written")
        }
    }
}
