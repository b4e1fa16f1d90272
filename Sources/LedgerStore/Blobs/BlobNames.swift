internal import Ledger
internal import Synchronization

/// The names of texts that this process used recently, so that one that is sent to many sub-agents
/// at once gets one name, and is not looked for in the database every time.
final class BlobNames: Sendable {
    private struct Entry {
        let name: BlobName
        let isStored: Bool
    }

    private let entries = Mutex<[Hash: Entry]>([:])

    /// The name of the text with this digest and whether it is stored; nil if it was not used
    /// recently.
    func find(_ digest: Hash) -> (name: BlobName, isStored: Bool)? {
        entries.withLock { $0[digest].map { ($0.name, $0.isStored) } }
    }

    /// Gives the text a name, unless somebody was faster: then theirs.
    func add(
        _ digest: Hash, _ name: BlobName, isStored: Bool
    ) -> (name: BlobName, isStored: Bool) {
        entries.withLock { entries in
            if let entry = entries[digest] { return (entry.name, entry.isStored) }
            if entries.count >= LedgerLimits.digestsRemembered {
                entries.removeAll(keepingCapacity: true)
            }
            entries[digest] = Entry(name: name, isStored: isStored)
            return (name, isStored)
        }
    }

    /// The texts of these blobs are in the ledger now.
    func noteStored(_ blobs: [Blob]) {
        entries.withLock { entries in
            for blob in blobs where entries[blob.digest]?.name == blob.name {
                entries[blob.digest] = Entry(name: blob.name, isStored: true)
            }
        }
    }

    /// The text under this name is gone; the next one with its content gets a new name.
    func remove(_ commitment: Commitment) {
        entries.withLock { entries in
            entries = entries.filter { $0.value.name.commitment != commitment }
        }
    }
}
