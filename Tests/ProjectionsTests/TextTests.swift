import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("Texts in the tables")
struct TextTests {
    /// A task with one question and one answer.
    private func conversation(
        _ home: TemporaryHome, message: [String], answer: String
    ) async throws -> RandomHistory {
        let history = try RandomHistory(home: home, seed: 1)
        try await history.submit()
        let parts = try message.map { try history.log.blob($0) }
        let manifest = try history.log.blob(
            try Manifest(
                prefix: nil,
                messages: [.init(role: "user", parts: parts.map(\.commitment))]
            ).encoded())
        let text = try history.log.blob(answer)
        try await history.converse(manifest, parts: parts, answer: text)
        return history
    }

    private func messages(_ home: TemporaryHome) throws -> [[String: Any]] {
        let text = try home.shell("SELECT messages FROM conversations WHERE id = 1")
        return try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }

    @Test("Up to 64 kB a text stands in the table; a byte more, and the table names it")
    func limit() async throws {
        for bytes in [65_536, 65_537] {
            let home = TemporaryHome()
            let answer = String(repeating: "é", count: bytes / 2) + (bytes % 2 == 0 ? "" : "!")
            let history = try await conversation(home, message: ["a", "b"], answer: answer)
            try home.openTables().catchUp()
            let messages = try messages(home)
            #expect(messages[0]["content"] as? String == "ab")
            if bytes == 65_536 {
                #expect(messages[1]["content"] as? String == answer)
            } else {
                let reference = messages[1]["content"] as? [String: Any]
                #expect(reference?["size"] as? Int == bytes)
                #expect((reference?["blob"] as? String)?.count == 64)
            }
            await history.log.close()
        }
    }

    @Test("A message of several texts, one of them long, becomes an array of them")
    func parts() async throws {
        let home = TemporaryHome()
        let long = String(repeating: "x", count: 70_000)
        let history = try await conversation(
            home, message: ["before \"", long, "after"], answer: "yes")
        try home.openTables().catchUp()
        let content = try #require(try messages(home)[0]["content"] as? [Any])
        #expect(content.count == 3)
        #expect(content[0] as? String == "before \"" && content[2] as? String == "after")
        #expect((content[1] as? [String: Any])?["size"] as? Int == 70_000)
        await history.log.close()
    }

    @Test("A text that was removed from the ledger reads [redacted], and is in no table")
    func redacted() async throws {
        let home = TemporaryHome()
        let history = try await conversation(home, message: ["secret"], answer: "public")
        try home.sql(
            "UPDATE blobs SET data = NULL, digest = NULL, salt = NULL WHERE size = 6",
            in: "ledger.db")
        let tables = try home.openTables()
        try tables.catchUp()
        let messages = try messages(home)
        for message in messages {
            #expect(message["content"] as? String == "[redacted]")
        }
        #expect(!(try tables.live.dump().contains { $0.contains("secret") }))
        await history.log.close()
    }

    @Test("A ledger that cites a text which is not there is told, and the tables stay as they were")
    func missing() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        let tables = try home.openTables()
        try tables.catchUp()
        let nowhere = Commitment(salt: [1], bytes: [2])
        try await history.append(
            [
                .documentSaved(
                    DocumentSaved(title: nowhere, content: nowhere, format: .text))
            ], to: TaskID(random: 1).stream)
        #expect(throws: ProjectionError.damagedLedger("a text that an event names is missing")) {
            try tables.catchUp()
        }
        #expect(try tables.live.checkpoint()?.position == 1)
        await history.log.close()
    }

    @Test("Events that do not fit the ones before them change nothing")
    func strayEvents() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        try await history.submit()
        let stream = try #require(history.tasks[0].submitted?.task.stream)
        history.tasks = []
        let stray = TaskID(random: 7).stream
        try await history.append([.taskPaused(TaskPaused(reason: .interrupted))], to: stray)
        try await history.append(
            [
                .subtaskSkipped(SubtaskSkipped(subtask: 9, because: 1)),
                .attemptFailed(
                    AttemptFailed(
                        attempt: AttemptReference(
                            id: history.random.id(at: history.clock.now), call: .subtask(9),
                            number: 1, account: "a", key: "k", model: "m", holdTicks: nil),
                        reason: .notSent, status: nil, retryAfterMs: nil, error: nil,
                        durationMs: 1)),
            ], to: stream)
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.tasks().count == 1)
        #expect(try tables.costs(CostQuery()).total == CostSums())
        #expect(try tables.accountStandings().accounts.isEmpty)
        #expect(try tables.rebuild().isEqual)
        await history.log.close()
    }
}

extension RandomHistory {
    /// Asks with `manifest` in the first task and gets `answer`.
    fileprivate func converse(_ manifest: Blob, parts: [Blob], answer: Blob) async throws {
        let id = random.id(at: clock.now)
        let attempt = AttemptReference(
            id: id, call: tasks[0].decompositionCall, number: 1, account: "account-1",
            key: "key-a", model: "grok-4", holdTicks: nil)
        let started = AttemptStarted(
            attempt: attempt, request: manifest.commitment, requestBytes: 1,
            completionTokensMax: 1, price: nil, windowRequests: 60, windowMs: 60_000)
        try await decide(.start(started), tasks[0], blobs: parts + [manifest], ids: [id])
        let answered = AttemptAnswered(
            attempt: attempt, servedModel: "grok-4", response: nil, providerRequest: nil,
            finishReason: nil, outcome: .complete, text: answer.commitment,
            textBytes: answer.bytes.count, reasoning: nil, usage: nil, rawUsage: nil,
            charge: Charge(reported: nil, computed: nil), price: nil, durationMs: 1)
        try await decide(.answer(answered, nil), tasks[0], blobs: [answer])
    }
}
