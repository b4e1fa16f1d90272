internal import Foundation
internal import GRDB
package import Ledger

/// A text as an export has it: one line of JSON, so that a few lines in any language can check
/// SHA-256(0x02 ‖ salt ‖ text) against its name.
package struct ExportedBlob: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case text(String, salt: [UInt8])
        /// It had so many bytes.
        case redacted(bytes: Int64)
        /// It is not here, because the ledger was imported without texts.
        case leftOut
    }

    package let commitment: Commitment
    package let content: Content

    package init(commitment: Commitment, content: Content) {
        self.commitment = commitment
        self.content = content
    }

    /// The longest line: every byte of the longest text escaped, and the rest.
    static let lineBytesMax = LedgerLimits.blobBytesMax * 6 + 1_024

    /// As it is written.
    private struct Line: Codable {
        let commitment: Commitment
        var leftOut: Bool?
        var redacted: Bool?
        var salt: String?
        var size: Int64?
        var text: String?

        enum CodingKeys: String, CodingKey {
            case commitment, redacted, salt, size, text
            case leftOut = "left_out"
        }
    }

    /// The line without a line feed.
    package func line() throws(LedgerStoreError) -> String {
        var line = Line(commitment: commitment)
        switch content {
        case .text(let text, let salt):
            line.text = text
            line.salt = Hexadecimal.encode(salt)
            line.size = Int64(text.utf8.count)
        case .redacted(let bytes):
            line.redacted = true
            line.size = bytes
        case .leftOut: line.leftOut = true
        }
        do {
            return try CanonicalJSON.encode(line)
        } catch {
            throw .unencodable(type: "a text", reason: String(describing: error))
        }
    }

    /// Reads a line, and checks that the text is the one that its name stands for. The size is
    /// looked at before anything is made of the text.
    package init(line bytes: UnsafeBufferPointer<UInt8>) throws(BlobCodec.Damage) {
        let line: Line
        do {
            line = try JSONDecoder().decode(Line.self, from: Data(bytes))
        } catch {
            throw BlobCodec.Damage(reason: "it is not the line of a text")
        }
        commitment = line.commitment
        if line.leftOut == true {
            content = .leftOut
            return
        }
        guard let size = line.size, size >= 0 else {
            throw BlobCodec.Damage(reason: "it says no size")
        }
        guard size <= LedgerLimits.blobBytesMax else {
            throw BlobCodec.Damage(
                reason: "it claims \(size) bytes, at most \(LedgerLimits.blobBytesMax) fit")
        }
        if line.redacted == true {
            content = .redacted(bytes: size)
            return
        }
        guard let text = line.text, let salt = line.salt.flatMap({ Hexadecimal.decode($0) }),
            salt.count == 16
        else { throw BlobCodec.Damage(reason: "it has no text, or no salt of 16 bytes") }
        guard text.utf8.count == size else {
            throw BlobCodec.Damage(reason: "it claims \(size) bytes and has \(text.utf8.count)")
        }
        let found = Commitment(salt: salt, bytes: Array(text.utf8))
        guard found == commitment else {
            throw BlobCodec.Damage(
                reason: "its text and salt are those of \(found.hexadecimal)")
        }
        content = .text(text, salt: salt)
    }
}

extension LedgerReader {
    /// The row of `blobs` that holds the text.
    func blobRow(_ commitment: Commitment) throws(LedgerStoreError) -> Int64 {
        let row = try reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT rowid FROM blobs WHERE commitment = ?")
            defer { statement.rewind() }
            return try commitment.hash.withUnsafeBytes { (bytes) throws -> Int64? in
                statement.set(1, blob: bytes)
                return try statement.step() ? statement.int64(0) : nil
            }
        }
        guard let row else { throw .unknownBlob(commitment) }
        return row
    }

    /// The text under `commitment` with what makes its name.
    func exportedBlob(_ commitment: Commitment) throws(LedgerStoreError) -> ExportedBlob {
        let row = try reading { database in
            try Row.fetchOne(
                database,
                sql: """
                    SELECT CAST(size AS INTEGER) AS size, CAST(codec AS INTEGER) AS codec,
                        CAST(salt AS BLOB) AS salt
                    FROM blobs WHERE commitment = ?
                    """,
                arguments: [Data(commitment.hash.bytes)])
        }
        guard let row else { throw .unknownBlob(commitment) }
        if let salt = row["salt"] as Data?, let text = try text(commitment) {
            return ExportedBlob(
                commitment: commitment, content: .text(text, salt: Array(salt)))
        }
        let isLeftOut = row["codec"] as Int64 == BlobCodec.leftOut
        return ExportedBlob(
            commitment: commitment,
            content: isLeftOut ? .leftOut : .redacted(bytes: row["size"]))
    }
}
