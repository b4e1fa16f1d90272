internal import Foundation
internal import Glibc
package import Ledger

/// The key that signs a ledger's checkpoints: a file in the home, for its owner only.
package enum CheckpointKey {
    /// Reads the key of the ledger that `reader` reads, or makes it. Of several processes that make
    /// it at once, one wins and the others read what it wrote.
    package static func load(_ reader: LedgerReader) throws(LedgerStoreError) -> SigningKey {
        if let key = try existing(reader) { return key }
        let path = reader.files.checkpointKey
        var generator = SystemRandomNumberGenerator()
        let seed = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let temporary = "\(path).\(getpid())"
        defer { unlink(temporary) }
        do {
            let key = try SigningKey(name: origin(reader), seed: seed)
            try SmallFile.write(key.secretText + "\n", to: temporary)
        } catch let error as LedgerStoreError {
            throw error
        } catch {
            throw .badCheckpointKey(path: path, reason: String(describing: error))
        }
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
        try FileSystem.synchronize(reader.files.directory)
        guard let key = try existing(reader) else {
            throw .cannotRead(path: path, reason: FileSystem.reason(ENOENT))
        }
        return key
    }

    /// The key if it has been made.
    package static func existing(_ reader: LedgerReader) throws(LedgerStoreError) -> SigningKey? {
        let path = reader.files.checkpointKey
        guard let text = try SmallFile.read(path) else { return nil }
        do {
            let line = text.hasSuffix("\n") ? String(text.dropLast()) : text
            let key = try SigningKey(secretText: line)
            guard key.verifier.name == origin(reader) else {
                throw ProofError.malformed(
                    "this key signs for \(key.verifier.name), not for \(origin(reader))")
            }
            return key
        } catch {
            throw .badCheckpointKey(path: path, reason: String(describing: error))
        }
    }

    private static func origin(_ reader: LedgerReader) -> String {
        TreeCheckpoint.origin(of: reader.ledgerID)
    }
}
