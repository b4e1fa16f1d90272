import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Redaction")
struct RedactionTests {
    private let home = TemporaryHome()
    private static let secret = "the patient's name is Rumpelstiltskin"

    /// The files of the home in which `text` stands, byte for byte.
    private func filesWith(_ text: String) throws -> [String] {
        try home.contents.filter { name in
            var isFolder: ObjCBool = false
            let path = home.path + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { return false }
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            return data.range(of: Data(text.utf8)) != nil
        }
    }

    private func redact(
        _ targets: RedactionTargets, in log: EventLog, task: TaskID? = nil
    ) async throws -> [EventRecord] {
        let reason = try log.blob("asked for")
        let event = try NewEvent(
            id: .random, stream: .audit, expectedVersion: nil,
            event: .contentRedacted(
                ContentRedacted(
                    blobs: targets.texts, reason: reason.commitment, task: task)),
            correlation: nil, causation: nil, actor: "test")
        let records = try await log.redact(targets.texts, recording: [event], reason: reason)
        try await log.scrub()
        return records
    }

    @Test("A removed text is in no file, its neighbours are, and everything verifies")
    func removed() async throws {
        let log = try home.open()
        var first: Blob?
        for index in 0..<400 {
            let text = index == 3 ? Self.secret : "some other text, number \(index)"
            let blob = try log.blob(text)
            if index == 3 { first = blob }
            _ = try await log.append([try .citing(blob)], blobs: [blob])
        }
        let blob = try #require(first)
        let before = try log.reader.head()
        #expect(try !filesWith(Self.secret).isEmpty)
        let targets = try log.reader.redactionTargets(of: blob.commitment)
        #expect(targets.texts == [blob.commitment])
        #expect(targets.bytes == Int64(Self.secret.utf8.count))
        let records = try await redact(targets, in: log)
        #expect(records.map(\.position) == [before.size + 1])
        #expect(try filesWith(Self.secret) == [])
        #expect(try filesWith("some other text, number 399") == ["ledger.db"])
        for bytes in [blob.digest.bytes, blob.salt] {
            for name in ["ledger.db", "ledger.db-wal"] {
                let data = try Data(contentsOf: URL(fileURLWithPath: home.path + "/" + name))
                #expect(data.range(of: Data(bytes)) == nil, "\(name)")
            }
        }
        #expect(try log.reader.text(blob.commitment) == nil)
        #expect(try Verifier(log.reader).run(deep: true).ok)
        // The same text later is another blob.
        let again = try log.blob(Self.secret)
        #expect(again.commitment != blob.commitment)
        #expect(!again.isStored)
        let gone = try log.reader.redactionTargets(of: blob.commitment)
        #expect(gone.texts.isEmpty && gone.alreadyGone == 1)
        await log.close()
    }

    @Test("A text that two writers stored under two names goes under both")
    func twins() async throws {
        let log = try home.open()
        let other = try home.open()
        let one = try log.blob(Self.secret)
        let two = try other.blob(Self.secret)
        #expect(one.commitment != two.commitment)
        _ = try await log.append([try .citing(one)], blobs: [one])
        _ = try await other.append([try .citing(two)], blobs: [two])
        let targets = try log.reader.redactionTargets(of: one.commitment)
        #expect(Set(targets.texts) == [one.commitment, two.commitment])
        _ = try await redact(targets, in: log)
        #expect(try filesWith(Self.secret) == [])
        #expect(try Verifier(log.reader).run(deep: true).ok)
        await log.close()
        await other.close()
    }

    @Test("The texts of a task are those that its events cite; who shares one is named")
    func ofTask() async throws {
        let log = try home.open()
        let tasks = (1...3).map { TaskID(random: UInt64($0) &* 0x0123_4567_89AB_CDEF) }
        let own = try log.blob(Self.secret)
        let shared = try log.blob("shared by two")
        let words = try log.blob("the program's own words")
        let manifest = try log.blob(
            try Manifest(
                prefix: nil,
                messages: [
                    .init(role: "user", parts: [words.commitment, shared.commitment])
                ]
            ).encoded())
        _ = try await log.append(
            [
                try .citing(own, stream: tasks[0].stream.text),
                try .citing(shared, stream: tasks[0].stream.text),
                try started(manifest, in: tasks[0]), try started(manifest, in: tasks[1]),
                try .citing(words, stream: tasks[2].stream.text),
            ], blobs: [own, shared, words, manifest])
        let targets = try log.reader.redactionTargets(of: tasks[0])
        #expect(targets.texts == [own.commitment, shared.commitment])
        #expect(targets.tasks == [tasks[0], tasks[1]].sorted { $0.text < $1.text })
        _ = try await redact(targets, in: log, task: tasks[0])
        #expect(try log.reader.messages(of: manifest.commitment)?[0].content == nil)
        #expect(try log.reader.text(words.commitment) == "the program's own words")
        let ofFirst = try log.reader.events(of: tasks[0].stream)
        #expect(try log.reader.missingTexts(of: ofFirst) == 2)
        #expect(try Verifier(log.reader).run(deep: true).ok)
        await log.close()
    }

    private func started(_ manifest: Blob, in task: TaskID) throws -> NewEvent {
        let body = AttemptStarted(
            attempt: AttemptReference(
                id: .random, call: .subtask(1), number: 1, account: "a", key: "k", model: "m",
                holdTicks: nil),
            request: manifest.commitment, requestBytes: 1, completionTokensMax: 1, price: nil,
            windowRequests: 60, windowMs: 60_000)
        return try NewEvent(
            id: .random, stream: task.stream, expectedVersion: nil, event: .attemptStarted(body),
            correlation: nil, causation: nil, actor: "test")
    }

    @Test("A removal that was recorded once is not recorded again by a retry")
    func retry() async throws {
        let log = try home.open()
        let blob = try log.blob(Self.secret)
        _ = try await log.append([try .citing(blob)], blobs: [blob])
        let reason = try log.blob("why")
        let event = try NewEvent(
            id: .random, stream: .audit, expectedVersion: nil,
            event: .contentRedacted(
                ContentRedacted(blobs: [blob.commitment], reason: reason.commitment, task: nil)),
            correlation: nil, causation: nil, actor: "test")
        let first = try await log.redact([blob.commitment], recording: [event], reason: reason)
        let second = try await log.redact([blob.commitment], recording: [event], reason: reason)
        #expect(first == second)
        #expect(try log.reader.head().size == 3)
        await log.close()
    }
}
