internal import Foundation
internal import Ledger
internal import LedgerStore

/// One way to change a ledger behind its back. Some need the file only, some SQLite, some knowledge
/// of how it is made.
enum Tampering: String, CaseIterable {
    case byteFlip, byteRun, pageZero, pageSwap, truncation, rollback
    case eventEdit, retype, blobEdit, treeEdit, headEdit
    case deletion, insertion, reordering, replacement, droppedObject
    case forgedLeaves, forgedTree, forgedHistory

    private static let pageBytes = 4_096

    /// Changes the copy of `sample` at `path`. What SQLite or a trigger refuses stays undone.
    func apply(
        to path: String, _ sample: SampleLedger, _ random: inout SeededGenerator
    ) throws {
        switch self {
        case .byteFlip, .byteRun, .pageZero, .pageSwap, .truncation, .rollback:
            let changed = bytes(sample, &random)
            try changed.write(to: URL(fileURLWithPath: path))
        case .forgedLeaves, .forgedTree, .forgedHistory:
            var forgery = Forgery(history(sample, &random), key: sample.key)
            let depth: Forgery.Depth =
                self == .forgedLeaves ? .leaves : self == .forgedTree ? .tree : .checkpoints
            try forgery.write(into: RawDatabase(path), depth: depth)
        default:
            do {
                try sql(RawDatabase(path), sample, &random)
            } catch is RawDatabase.Failure {
                // Refused: the rows tell.
            }
        }
    }

    // MARK: - The file

    private func bytes(_ sample: SampleLedger, _ random: inout SeededGenerator) -> Data {
        var file = sample.file
        let pages = file.count / Self.pageBytes
        func page(_ index: Int) -> Range<Int> {
            index * Self.pageBytes..<(index + 1) * Self.pageBytes
        }
        switch self {
        case .byteFlip:
            file[random.draw(0...file.count - 1)] ^= UInt8(random.draw(1...255))
        case .byteRun:
            let start = random.draw(0...file.count - 65)
            for index in start..<start + random.draw(2...64) {
                file[index] = UInt8(random.draw(0...255))
            }
        case .pageZero:
            file.replaceSubrange(
                page(random.draw(0...pages - 1)), with: Data(count: Self.pageBytes))
        case .pageSwap:
            let (one, other) = (page(random.draw(0...pages - 1)), page(random.draw(0...pages - 1)))
            let content = file[one]
            file.replaceSubrange(one, with: file[other])
            file.replaceSubrange(other, with: content)
        case .truncation: file = file.prefix(random.draw(0...file.count - 1))
        default: file = sample.older
        }
        return file
    }

    // MARK: - The rows

    private func sql(
        _ database: RawDatabase, _ sample: SampleLedger, _ random: inout SeededGenerator
    ) throws {
        let count = sample.records.count
        let position = random.draw(1...count)
        let other = random.draw(1...count)
        let blob =
            "rowid = (SELECT rowid FROM blobs ORDER BY rowid LIMIT 1 OFFSET "
            + "\(random.draw(0...1_000)) % (SELECT count(*) FROM blobs))"
        switch self {
        case .eventEdit:
            try database.unguarded([
                "UPDATE events SET \(Self.eventEdit(&random)) WHERE position = \(position)"
            ])
        case .retype: try retype(database, position, &random)
        case .blobEdit: try database.unguarded([Self.blobEdit(&random) + " WHERE " + blob])
        case .treeEdit:
            try database.unguarded([
                random.pick(
                    "UPDATE tree SET hash = randomblob(32)", "DELETE FROM tree",
                    "INSERT INTO tree VALUES (8, \(random.draw(0...9)), randomblob(32))")
            ])
        case .headEdit:
            try database.unguarded([
                random.pick(
                    "UPDATE head SET size = size - 1", "UPDATE head SET size = size + 1",
                    "UPDATE head SET root = randomblob(32)",
                    "UPDATE head SET frontier = randomblob(length(frontier))",
                    "UPDATE head SET frontier = x''", "DELETE FROM head")
            ])
        case .deletion:
            let condition = random.pick("= \(position)", "= \(count)", ">= \(position)")
            try database.unguarded(["DELETE FROM events WHERE position \(condition)"])
        case .insertion:
            try database.unguarded(Self.insertion(at: random.pick(position, count + 1)))
        case .reordering: try database.unguarded(Self.swap(position, other, count))
        case .replacement:
            let statement = """
                INSERT OR REPLACE INTO events SELECT \(random.pick(position, count + 1)), \
                \(random.pick("id", "randomblob(16)")), stream, version, type, recorded_at, \
                correlation, causation, 'nobody', body, leaf FROM events WHERE position = \(other)
                """
            // Once as anybody would, and once past the triggers.
            if random.chance(0.3) {
                try database.run(statement)
                return
            }
            try database.unguarded([statement])
        default:
            let names = try database.texts(
                "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema "
                    + "WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
            try database.run(names[random.draw(0...names.count - 1)])
        }
    }

    private static func eventEdit(_ random: inout SeededGenerator) -> String {
        let place = random.draw(2...40)
        return random.pick(
            "recorded_at = recorded_at + \(random.draw(1...1_000_000))",
            "body = substr(body, 1, \(place)) || '\(random.draw(0...9))' || "
                + "substr(body, \(place + 2))",
            "body = replace(body, '1', '2')", "actor = 'nobody'", "stream = stream || 'x'",
            "version = version + 1", "type = 'task-finished.v1'", "id = randomblob(16)",
            "correlation = NULL", "correlation = randomblob(16)", "causation = id",
            "leaf = randomblob(32)")
    }

    private static func blobEdit(_ random: inout SeededGenerator) -> String {
        random.pick(
            "UPDATE blobs SET data = randomblob(length(data))",
            "UPDATE blobs SET salt = randomblob(16)", "UPDATE blobs SET digest = randomblob(32)",
            "UPDATE blobs SET commitment = randomblob(32)", "UPDATE blobs SET size = size + 1",
            "UPDATE blobs SET codec = 1 - codec",
            "UPDATE blobs SET data = NULL, salt = NULL, digest = NULL", "DELETE FROM blobs")
    }

    /// A value of another kind that reads like the one that was there, and that a condition in SQL
    /// does not find any more.
    private func retype(
        _ database: RawDatabase, _ position: Int, _ random: inout SeededGenerator
    ) throws {
        let (table, column) = random.pick(
            ("events", "type"), ("events", "stream"), ("events", "actor"), ("events", "body"),
            ("events", "recorded_at"), ("events", "version"), ("head", "size"))
        let isNumber = ["recorded_at", "version", "size"].contains(column)
        let value = isNumber ? "CAST(CAST(\(column) AS TEXT) AS BLOB)" : "CAST(\(column) AS BLOB)"
        let condition = table == "events" ? " WHERE position = \(position)" : ""
        func rename(_ from: String, _ to: String) -> String {
            "UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - \(from.count)) || '\(to)' "
                + "WHERE name = '\(table)'"
        }
        try database.run("PRAGMA writable_schema = ON")
        try database.run(rename(" STRICT", ""))
        try database.run("PRAGMA writable_schema = RESET")
        try database.unguarded(["UPDATE \(table) SET \(column) = \(value)" + condition])
        try database.run("PRAGMA writable_schema = ON")
        try database.run(rename("", " STRICT"))
    }

    private static func insertion(at position: Int) -> [String] {
        [
            "UPDATE events SET position = -position WHERE position >= \(position)",
            """
            INSERT INTO events SELECT \(position), randomblob(16), 'forged', 1, type, recorded_at, \
            NULL, NULL, actor, body, leaf FROM events LIMIT 1
            """, "UPDATE events SET position = 1 - position WHERE position < 0",
        ]
    }

    private static func swap(_ one: Int, _ other: Int, _ count: Int) -> [String] {
        [(one, -1), (other, one), (-1, other)].map {
            "UPDATE events SET position = \($0.1) WHERE position = \($0.0)"
        }
    }

    // MARK: - The history

    /// Another history, different within what the kept checkpoint covers.
    private func history(
        _ sample: SampleLedger, _ random: inout SeededGenerator
    ) -> [EventRecord] {
        var records = sample.records
        let covered = Int(sample.kept.size)
        // Position 1 says which ledger it is.
        let index = random.draw(1...covered - 1)
        switch random.draw(0...3) {
        case 0: records.remove(at: index)
        case 1: records.insert(records[index].changed(actor: "nobody"), at: index)
        case 2: records.swapAt(index, index == 1 ? covered - 1 : 1)
        default: records[index] = records[index].changed(actor: "nobody")
        }
        return records
    }
}

extension EventRecord {
    /// The same at the same time, by somebody else and with another id.
    fileprivate func changed(actor: String) -> EventRecord {
        EventRecord(
            position: position, id: EventID(high: id.high, low: id.low ^ 1), stream: stream,
            version: version, type: type, recordedAt: recordedAt, correlation: correlation,
            causation: causation, actor: actor, body: body)
    }
}
