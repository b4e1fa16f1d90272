/// The limits of the store; each has a name, and reaching one is a refusal with the numbers in it.
package enum LedgerLimits {
    /// The largest text, in bytes: 32 MiB.
    package static let blobBytesMax = 33_554_432
    /// Beyond this many bytes the holder of the lock copies the write-ahead log into the database.
    package static let walBytesMax = 4_194_304
    /// Beyond this many bytes whoever closes the ledger empties the write-ahead log: who opens it
    /// next reads all of it, some milliseconds for 4 MiB.
    package static let walBytesLeftMax = 1_048_576
    /// Who waits for the lock longer than this is told who holds it.
    package static let lockNoticeMs = 5_000
    /// How long SQLite itself waits for another connection, in milliseconds. With the lock held
    /// that happens only while somebody opens or recovers the file.
    package static let busyTimeoutMs = 60_000
    /// Callers in one transaction.
    package static let groupCallersMax = 1_024
    /// Recently used texts whose names are remembered.
    package static let digestsRemembered = 4_096
    /// Streams whose versions the writer remembers.
    package static let streamsRemembered = 10_000
    /// Manifests that continue one another.
    package static let manifestPrefixesMax = 10_000
}
