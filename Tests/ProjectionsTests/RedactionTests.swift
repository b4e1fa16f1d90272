import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("Tables after a redaction")
struct RedactionTests {
    private static let secret = "Rumpelstiltskin spins at night"

    private func filesWithSecret(_ home: TemporaryHome) throws -> [String] {
        try home.contents.filter { name in
            try Data(contentsOf: URL(fileURLWithPath: home.path + "/" + name))
                .range(of: Data(Self.secret.utf8)) != nil
        }
    }

    /// A task that asked for a document about the secret, and much else before and after it.
    private func history(_ home: TemporaryHome) async throws -> (RandomHistory, Blob, TaskID) {
        let history = try RandomHistory(home: home, seed: 1)
        try await history.submit()
        let task = try #require(history.tasks[0].submitted?.task)
        for index in 0..<60 {
            let text = index == 7 ? Self.secret : "document \(index) about something else"
            let blob = try history.log.blob(text)
            _ = try await history.log.append(
                [
                    try NewEvent(
                        id: history.random.id(at: history.clock.now), stream: task.stream,
                        expectedVersion: nil,
                        event: .documentSaved(
                            DocumentSaved(
                                title: blob.commitment, content: blob.commitment, format: .text)),
                        correlation: nil, causation: nil, actor: "test")
                ], blobs: [blob])
        }
        return (history, try history.log.blob(Self.secret), task)
    }

    private func redact(_ blob: Blob, _ history: RandomHistory) async throws {
        let reason = try history.log.blob("why")
        let event = try NewEvent(
            id: history.random.id(at: history.clock.now), stream: .audit, expectedVersion: nil,
            event: .contentRedacted(
                ContentRedacted(blobs: [blob.commitment], reason: reason.commitment, task: nil)),
            correlation: nil, causation: nil, actor: "test")
        _ = try await history.log.redact(
            [blob.commitment], recording: [event], reason: reason)
        try await history.log.scrub()
    }

    @Test("Forgetting leaves a removed text in no row and in no file, and rebuilding agrees")
    func forgotten() async throws {
        let home = TemporaryHome()
        let (history, blob, _) = try await history(home)
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try filesWithSecret(home).contains { $0.hasPrefix("orchestration.db") })
        try await redact(blob, history)
        try tables.forgetRemoved()
        #expect(try filesWithSecret(home) == [])
        #expect(
            try home.shell("SELECT title, content FROM documents WHERE id = 8")
                == "[redacted]|[redacted]")
        #expect(
            try home.shell("SELECT title FROM documents WHERE id = 9")
                == "document 8 about something else")
        #expect(try tables.rebuild().isEqual)
        await history.log.close()
    }

    @Test("A process that was killed after removing a text leaves it to the next catch-up")
    func caughtUp() async throws {
        let home = TemporaryHome()
        let (history, blob, _) = try await history(home)
        let tables = try home.openTables()
        try tables.catchUp()
        try await redact(blob, history)
        let other = try home.openTables()
        try other.catchUp()
        #expect(try filesWithSecret(home) == [])
        #expect(
            try home.shell("SELECT count(*) FROM documents WHERE title = '[redacted]'") == "1")
        // Once is enough: what comes later is caught up as always.
        try await history.submit()
        try other.catchUp()
        #expect(try other.rebuild().isEqual)
        #expect(try other.tasks().count == 2)
        await history.log.close()
    }
}
