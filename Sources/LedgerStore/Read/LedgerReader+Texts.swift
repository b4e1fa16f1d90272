internal import Foundation
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
            try statement.setArguments([Data(commitment.hash.bytes)])
            defer { statement.rewind() }
            guard try statement.step() else { throw LedgerStoreError.unknownBlob(commitment) }
            if statement.isNull(3) { return nil }
            do {
                let bytes = try BlobCodec.decode(
                    codec: statement.int64(1), size: statement.int64(0), data: statement.blob(3))
                guard Commitment(salt: Array(statement.blob(2)), bytes: bytes) == commitment
                else { throw BlobCodec.Damage(reason: "its text is another one") }
                return bytes
            } catch let damage as BlobCodec.Damage {
                throw LedgerStoreError.damagedBlob(commitment, reason: damage.reason)
            }
        }
    }

    /// The name of a stored text with this digest; nil if there is none.
    func blobName(_ digest: Hash) throws(LedgerStoreError) -> BlobName? {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: "SELECT commitment, salt FROM blobs WHERE digest = ? LIMIT 1")
            try statement.setArguments([Data(digest.bytes)])
            defer { statement.rewind() }
            guard try statement.step(), let hash = Hash(raw: statement.blob(0)) else {
                return nil
            }
            return BlobName(commitment: Commitment(hash: hash), salt: Array(statement.blob(1)))
        }
    }
}
