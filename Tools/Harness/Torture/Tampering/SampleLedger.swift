internal import Foundation
internal import Ledger
internal import LedgerStore

/// A small ledger with several streams, texts and checkpoints, of which an older copy and the last
/// signed root are kept elsewhere.
struct SampleLedger: Sendable {
    /// The database, whole, in one file.
    let file: Data
    /// The same ledger at an earlier time.
    let older: Data
    /// All rows, as ``RawDatabase/dump(_:)`` reads them.
    let rows: [String]
    let records: [EventRecord]
    /// What was kept.
    let kept: ExpectedHead
    /// What signs in the home, and so what a forger there has.
    let key: SigningKey

    /// Makes one of about `events` events in the empty folder, which is removed.
    static func make(
        seed: UInt64, events: Int, folder: String, redacts: Bool = false
    ) throws -> SampleLedger {
        try Waiting.for { try await make(seed, events, folder, redacts) }
    }

    private static func make(
        _ seed: UInt64, _ events: Int, _ folder: String, _ redacts: Bool
    ) async throws -> SampleLedger {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var random = SeededGenerator(seed: seed)
        let log = try EventLog.open(directory: folder, world: .live, program: "harness")
        let checkpointer = try Checkpointer(log)
        var older = Data()
        var texts: [Commitment] = []
        let stop = random.draw(1...max(1, events / 2))
        while try log.reader.head().size < events {
            texts += try await append(&random, log)
            if random.chance(0.05) { _ = try await checkpointer.sign(actor: "harness") }
            if older.isEmpty, try log.reader.head().size >= stop {
                older = try copy(log.reader.files.database, folder)
            }
        }
        if redacts, let text = texts.first { try await redact(text, log) }
        let signed = try await checkpointer.sign(actor: "harness").signed.checkpoint
        let reader = log.reader
        let records = try reader.events(after: 0, limit: .max)
        let key = try CheckpointKey.load(reader)
        await log.close()
        let file = try copy(reader.files.database, folder)
        guard let rows = RawDatabase.dump(folder + "/copy") else {
            throw HarnessError("the sample of seed \(seed) cannot be read")
        }
        return SampleLedger(
            file: file, older: older, rows: rows, records: records,
            kept: ExpectedHead(size: signed.size, root: signed.root, source: "kept"), key: key)
    }

    /// One to four events in one append. Returns the texts that they cite.
    private static func append(
        _ random: inout SeededGenerator, _ log: EventLog
    ) async throws -> [Commitment] {
        var (new, blobs): ([NewEvent], [Blob]) = ([], [])
        for _ in 0..<random.draw(1...4) {
            let id = EventID(
                at: LedgerClock.system.read().wall, random: (random.next(), random.next()))
            let blob = try log.blob(
                String(
                    repeating: random.pick("text ", "\"a\\b\" ", "東京 "), count: random.draw(1...60))
                    + "\(random.next())")
            let finished = SubtaskFinished(
                subtask: random.draw(1...9), attempt: id, outcome: .complete, text: blob.commitment)
            let stepped = ClockStepped(stepMicroseconds: Int64(random.draw(-1_000_000...1_000_000)))
            let citing = random.chance(0.5)
            if citing { blobs.append(blob) }
            new.append(
                try NewEvent(
                    id: id, stream: StreamName(text: "stream-\(random.draw(0...4))"),
                    expectedVersion: nil,
                    event: citing ? .subtaskFinished(finished) : .clockStepped(stepped),
                    correlation: random.chance(0.5) ? id : nil, causation: nil, actor: "harness"))
        }
        _ = try await log.append(new, blobs: blobs)
        return blobs.map(\.commitment)
    }

    private static func redact(_ text: Commitment, _ log: EventLog) async throws {
        let reason = try log.blob("asked to")
        let body = ContentRedacted(blobs: [text], reason: reason.commitment, task: nil)
        let id = EventID(at: LedgerClock.system.read().wall, random: (1, 2))
        _ = try await log.redact(
            [text],
            recording: [
                try NewEvent(
                    id: id, stream: .audit, expectedVersion: nil, event: .contentRedacted(body),
                    correlation: nil, causation: nil, actor: "harness")
            ], reason: reason)
    }

    /// The database as one file, without a write-ahead log.
    private static func copy(_ path: String, _ folder: String) throws -> Data {
        let target = folder + "/copy"
        try? FileManager.default.removeItem(atPath: target)
        try RawDatabase(path).run("VACUUM INTO '\(target)'")
        // The copy says that it has a write-ahead log, as the ledger does.
        try RawDatabase(target).run("PRAGMA journal_mode = WAL")
        return try Data(contentsOf: URL(fileURLWithPath: target))
    }
}
