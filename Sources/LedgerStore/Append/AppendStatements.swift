internal import GRDB
internal import Ledger

/// What the writer says to SQLite, compiled once for a connection.
final class AppendStatements {
    let begin: Statement
    let commit: Statement
    let rollback: Statement
    let savepoint: Statement
    let release: Statement
    let rollbackToSavepoint: Statement

    let headSize: Statement
    let eventByID: Statement
    let eventsAfter: Statement
    let versionOfStream: Statement
    let blobState: Statement

    let insertEvent: Statement
    let insertBlob: Statement
    let insertSubtree: Statement
    let updateHead: Statement
    let redactBlob: Statement

    /// Where event lines are written for hashing.
    let line = EventLineBuffer()

    init(_ database: Database) throws {
        begin = try database.makeStatement(sql: "BEGIN IMMEDIATE")
        commit = try database.makeStatement(sql: "COMMIT")
        rollback = try database.makeStatement(sql: "ROLLBACK")
        savepoint = try database.makeStatement(sql: "SAVEPOINT caller")
        release = try database.makeStatement(sql: "RELEASE caller")
        rollbackToSavepoint = try database.makeStatement(sql: "ROLLBACK TO caller")

        headSize = try database.makeStatement(sql: "SELECT size FROM head")
        eventByID = try database.makeStatement(sql: EventRows.select + " WHERE id = ?")
        eventsAfter = try database.makeStatement(
            sql: EventRows.select + " WHERE position > ? ORDER BY position")
        versionOfStream = try database.makeStatement(
            sql: "SELECT ifnull(max(version), 0) FROM events WHERE stream = ?")
        blobState = try database.makeStatement(
            sql: "SELECT data IS NULL FROM blobs WHERE commitment = ?")

        insertEvent = try database.makeStatement(
            sql: """
                INSERT INTO events (position, id, stream, version, type, recorded_at, correlation,
                    causation, actor, body, leaf)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        insertBlob = try database.makeStatement(
            sql: """
                INSERT INTO blobs (commitment, digest, size, codec, salt, data)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
        insertSubtree = try database.makeStatement(
            sql: "INSERT INTO tree (level, \"index\", hash) VALUES (?, ?, ?)")
        updateHead = try database.makeStatement(
            sql: "UPDATE head SET size = ?, root = ?, frontier = ?")
        redactBlob = try database.makeStatement(
            sql: """
                UPDATE blobs SET digest = NULL, salt = NULL, data = NULL
                WHERE commitment = ? AND data IS NOT NULL
                """)
    }
}
