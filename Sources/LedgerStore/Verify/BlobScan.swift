internal import Foundation
internal import GRDB
internal import Ledger

/// Rehashes every text, and looks for every text that an event cites.
struct BlobScan {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Returns the problem with the smallest position that can be told.
    func run() throws -> VerificationReport.Problem? {
        if let problem = try rehash() { return problem }
        if let problem = try lookForCited() { return problem }
        if let problem = try lookForUnrecordedRemovals() { return problem }
        let answer = try String.fetchOne(database, sql: "PRAGMA integrity_check(blobs)")
        guard answer != "ok" else { return nil }
        return VerificationReport.Problem(
            position: nil, expected: "indexes of blobs that fit the table",
            found: answer ?? "nothing")
    }

    private func rehash() throws -> VerificationReport.Problem? {
        let statement = try database.makeStatement(
            sql: """
                SELECT commitment, digest, size, codec, salt, data FROM blobs
                WHERE data IS NOT NULL
                """)
        while try statement.step() {
            guard let damage = damage(statement) else { continue }
            let name = Hexadecimal.encode(statement.blob(0))
            return VerificationReport.Problem(
                position: try firstCiting(name), expected: "the text of \(name)", found: damage)
        }
        return nil
    }

    private func damage(_ row: Statement) -> String? {
        do throws(BlobCodec.Damage) {
            let bytes = try BlobCodec.decode(
                codec: row.int64(3), size: row.int64(2), data: row.blob(5))
            let commitment = Commitment(salt: Array(row.blob(4)), bytes: bytes)
            guard Hash(raw: row.blob(0)) == commitment.hash else {
                return "another text, of \(commitment.hexadecimal)"
            }
            return Hash(raw: row.blob(1)) == Hash(of: bytes) ? nil : "a wrong digest"
        } catch {
            return error.reason
        }
    }

    private func firstCiting(_ name: String) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: "SELECT min(position) FROM events WHERE instr(body, ?)",
            arguments: [name])
    }

    /// A text may only be gone if an event says so, or if it never came along with an import.
    private func lookForUnrecordedRemovals() throws -> VerificationReport.Problem? {
        var recorded: Set<Commitment> = []
        let events = try database.makeStatement(sql: "SELECT body FROM events WHERE type = ?")
        try events.setArguments([ContentRedacted.type])
        while try events.step() {
            recorded.formUnion(CitedCommitments(body: events.text(0)))
        }
        let removed = try database.makeStatement(
            sql: "SELECT commitment FROM blobs WHERE data IS NULL AND codec <> ?")
        try removed.setArguments([BlobCodec.leftOut])
        while try removed.step() {
            guard let hash = Hash(raw: removed.blob(0)),
                !recorded.contains(Commitment(hash: hash))
            else { continue }
            return VerificationReport.Problem(
                position: try firstCiting(hash.hexadecimal),
                expected: "the text of \(hash), or \(ContentRedacted.type) naming it",
                found: "neither")
        }
        return nil
    }

    private func lookForCited() throws -> VerificationReport.Problem? {
        let events = try database.makeStatement(
            sql: "SELECT position, body, type FROM events ORDER BY position")
        let blob = try database.makeStatement(sql: "SELECT 1 FROM blobs WHERE commitment = ?")
        while try events.step() {
            for commitment in CitedCommitments(body: events.text(1)) {
                let isThere = try commitment.hash.withUnsafeBytes { (bytes) throws in
                    blob.set(1, blob: bytes)
                    defer { blob.rewind() }
                    return try blob.step()
                }
                guard !isThere, cites(events, commitment) else { continue }
                return VerificationReport.Problem(
                    position: events.int64(0),
                    expected: "a blob \(commitment.hexadecimal)", found: "none")
            }
        }
        return nil
    }
    /// Whether the event means a text by this, or the provider just happened to send such a name.
    private func cites(_ row: Statement, _ commitment: Commitment) -> Bool {
        let body = String(decoding: row.text(1), as: UTF8.self)
        let type = String(decoding: row.text(2), as: UTF8.self)
        guard let event = try? Event(type: type, body: body) else { return false }
        return contains(event, commitment)
    }

    private func contains(_ value: Any, _ commitment: Commitment) -> Bool {
        if let found = value as? Commitment { return found == commitment }
        return Mirror(reflecting: value).children.contains { contains($0.value, commitment) }
    }
}

/// What may be commitments in a body: its strings of exactly 64 lower-case hexadecimal digits.
struct CitedCommitments: Sequence, IteratorProtocol {
    private var rest: Slice<UnsafeBufferPointer<UInt8>>

    init(body: UnsafeBufferPointer<UInt8>) {
        rest = body[...]
    }

    mutating func next() -> Commitment? {
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            rest = rest[(quote + 1)...]
            let digits = rest.prefix(64)
            guard digits.count == 64, rest.dropFirst(64).first == UInt8(ascii: "\"") else {
                continue
            }
            if let commitment = Commitment(
                hexadecimal: String(decoding: digits, as: UTF8.self))
            {
                rest = rest.dropFirst(65)
                return commitment
            }
        }
        return nil
    }
}
