internal import Foundation
package import Ledger

/// What attempts of one task brought and could not be recorded, with the texts that it cites: all
/// that it takes to record it later.
package struct RescueFile: Hashable, Sendable {
    package let ledger: EventID
    package let task: TaskID
    /// The ends of attempts, in the order in which they came. Position and version are 0: they have
    /// no place in the log yet.
    package let events: [EventRecord]
    package let texts: [ExportedBlob]

    package init(
        ledger: EventID, task: TaskID, events: [EventRecord], texts: [ExportedBlob]
    ) {
        self.ledger = ledger
        self.task = task
        self.events = events
        self.texts = texts
    }

    static let kind = "grok-rescue.v1"

    /// The first line.
    struct Head: Codable {
        let events: Int
        let kind: String
        let ledger: EventID
        let task: TaskID
        let texts: Int
    }

    /// The last line: SHA-256 of everything before it.
    struct Check: Codable {
        let sha256: String
    }

    /// How the first and the last line begin.
    static let headPrefix = "{\"events\":"
    static let checkPrefix = "{\"sha256\":"

    /// The file's text: lines of canonical JSON and event lines.
    package func encoded() throws(LedgerStoreError) -> String {
        let head = Head(
            events: events.count, kind: Self.kind, ledger: ledger, task: task, texts: texts.count)
        var lines = [try Self.encode(head)]
        for text in texts { lines.append(try text.line()) }
        lines += events.map(\.line)
        let content = lines.map { $0 + "\n" }.joined()
        let check = Check(sha256: Hash(of: Array(content.utf8)).hexadecimal)
        return content + (try Self.encode(check)) + "\n"
    }

    private static func encode(_ value: some Encodable) throws(LedgerStoreError) -> String {
        do {
            return try CanonicalJSON.encode(value)
        } catch {
            throw .unencodable(type: "a rescue file", reason: String(describing: error))
        }
    }

    /// The texts as blobs to be appended with the events.
    package var blobs: [Blob] {
        texts.compactMap { text in
            guard case .text(let words, let salt) = text.content else { return nil }
            let bytes = Array(words.utf8)
            return Blob(
                bytes: bytes, digest: Hash(of: bytes),
                name: BlobName(commitment: text.commitment, salt: salt), isStored: false)
        }
    }
}
