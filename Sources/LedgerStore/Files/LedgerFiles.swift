internal import Foundation

/// Where the parts of a ledger lie.
package struct LedgerFiles: Hashable, Sendable {
    /// The absolute path of the home.
    package let directory: String

    package init(directory: String) {
        let absolute =
            directory.hasPrefix("/")
            ? directory : FileManager.default.currentDirectoryPath + "/" + directory
        self.directory =
            absolute.count > 1 && absolute.hasSuffix("/") ? String(absolute.dropLast()) : absolute
    }

    package var database: String { directory + "/ledger.db" }
    package var log: String { database + "-wal" }
    package var lock: String { directory + "/ledger.lock" }
    /// Every signed checkpoint, one after another.
    package var checkpoints: String { directory + "/checkpoints.txt" }
    package var checkpointKey: String { directory + "/checkpoint.key" }
    package var runs: String { directory + "/runs" }
}
