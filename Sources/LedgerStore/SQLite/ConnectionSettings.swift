internal import CSQLiteShim
package import GRDB

/// The settings of every connection to a database of ours, set by ourselves and read back:
/// what a library or a compile option decides otherwise is an error, not a surprise.
package enum ConnectionSettings {
    package enum Access: Sendable {
        case writing
        case reading
        /// The file cannot change, because nobody can write in its folder. SQLite then needs
        /// neither locks nor the files beside it.
        case frozen
    }

    /// Opens the database at `path`, which exists, and applies the settings. The journal mode is
    /// not among them: changing it needs the lock.
    package static func open(path: String, access: Access) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = access != .writing
        // A commit that failed may leave one open; whoever sees that closes the connection.
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(Double(LedgerLimits.busyTimeoutMs) / 1_000)
        configuration.prepareDatabase { try apply(to: $0, access: access) }
        let location = access == .frozen ? "file:" + escaped(path) + "?immutable=1" : path
        return try DatabaseQueue(path: location, configuration: configuration)
    }

    /// A path as the path of a URI.
    package static func escaped(_ path: String) -> String {
        let special: Set<Character> = ["%", "?", "#"]
        return path.map { character in
            guard special.contains(character), let value = character.asciiValue else {
                return String(character)
            }
            return "%" + String(value, radix: 16, uppercase: true)
        }.joined()
    }

    private static func apply(to database: Database, access: Access) throws {
        for setting in settings(access) {
            try set(setting.name, setting.value, in: database)
        }
        guard grok_sqlite_enable_defensive(database.sqliteConnection) == 1 else {
            throw LedgerStoreError.settingNotKept(name: "defensive", wanted: "1", found: "0")
        }
        guard grok_sqlite_disable_checkpoint_on_close(database.sqliteConnection) == 1 else {
            throw LedgerStoreError.settingNotKept(
                name: "no_checkpoint_on_close", wanted: "1", found: "0")
        }
    }

    private static func settings(_ access: Access) -> [(name: String, value: Int)] {
        let common = [
            ("busy_timeout", LedgerLimits.busyTimeoutMs), ("mmap_size", 0),
            ("wal_autocheckpoint", 0), ("foreign_keys", 1), ("trusted_schema", 0),
            ("recursive_triggers", 1), ("temp_store", 2),
        ]
        // 2 is FULL: a commit is on the disk before it is acknowledged. What a page no longer holds
        // is overwritten, so that a text that is removed is not found in a gap.
        let writing = [("synchronous", 2), ("secure_delete", 1)]
        return common + (access == .writing ? writing : [("query_only", 1)])
    }

    /// Sets an integer setting and reads it back.
    package static func set(_ name: String, _ value: Int, in database: Database) throws {
        try database.execute(sql: "PRAGMA \(name) = \(value)")
        let found = try Int.fetchOne(database, sql: "PRAGMA \(name)")
        guard found == value else {
            throw LedgerStoreError.settingNotKept(
                name: name, wanted: String(value), found: found.map(String.init) ?? "nothing")
        }
    }
}
