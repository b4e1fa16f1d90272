internal import GRDB
package import Ledger

extension LedgerReader {
    /// The text that `commitment` names; nil if it was redacted. Throws if there is no such text,
    /// or if what is stored is not it.
    package func text(_ commitment: Commitment) throws(LedgerStoreError) -> String? {
        guard let bytes = try bytes(commitment) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .damagedBlob(commitment, reason: "it is not UTF-8")
        }
        return text
    }

    /// The bytes that `commitment` names; nil if they were redacted. Throws like ``text(_:)``.
    package func bytes(_ commitment: Commitment) throws(LedgerStoreError) -> [UInt8]? {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT size, codec, salt, data FROM blobs WHERE commitment = ?")
            defer { statement.rewind() }
            return try commitment.hash.withUnsafeBytes { (bytes) throws in
                statement.set(1, blob: bytes)
                return try self.bytes(statement, commitment)
            }
        }
    }

    private func bytes(_ statement: Statement, _ commitment: Commitment) throws -> [UInt8]? {
        guard try statement.step() else { throw LedgerStoreError.unknownBlob(commitment) }
        if statement.isNull(3) { return nil }
        do throws(BlobCodec.Damage) {
            let bytes = try BlobCodec.decode(
                codec: statement.int64(1), size: statement.int64(0), data: statement.blob(3))
            guard Commitment(salt: Array(statement.blob(2)), bytes: bytes) == commitment else {
                throw BlobCodec.Damage(reason: "its text is another one")
            }
            return bytes
        } catch {
            throw LedgerStoreError.damagedBlob(commitment, reason: error.reason)
        }
    }

    /// The name of a stored text with this digest; nil if there is none.
    func blobName(_ digest: Hash) throws(LedgerStoreError) -> BlobName? {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT commitment, salt FROM blobs WHERE digest = ? LIMIT 1")
            defer { statement.rewind() }
            return try digest.withUnsafeBytes { (bytes) throws in
                statement.set(1, blob: bytes)
                guard try statement.step(), let hash = Hash(raw: statement.blob(0)) else {
                    return nil
                }
                return BlobName(
                    commitment: Commitment(hash: hash), salt: Array(statement.blob(1)))
            }
        }
    }
}
