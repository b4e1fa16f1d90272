internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

/// Twenty calls, each of which sends the whole history again, recorded as the program records them.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend-history", shouldDisplay: false)

    /// What it prints.
    struct Report: Codable {
        /// The bodies of the requests as the provider got them.
        let jsonBytes: Int
    }

    @Option var home: String
    @Option var calls = 20
    /// The new text of each call: question and answer together.
    @Option var textBytes = 5_000

    private struct SentMessage: Encodable {
        let role: String
        let content: String
    }

    func run() async throws {
        let log = try EventLog.open(directory: home, world: .simulated, program: "generated")
        var prose = Prose(seed: 11)
        var sent: [SentMessage] = []
        var manifest: Commitment?
        var jsonBytes = 0
        for number in 1...calls {
            var blobs: [Blob] = []
            var fresh: [Manifest.Message] = []
            for role in number == 1 ? ["system", "user"] : ["assistant", "user"] {
                let content = prose.text(bytes: textBytes / 2)
                let blob = try log.blob(content)
                blobs.append(blob)
                sent.append(SentMessage(role: role, content: content))
                fresh.append(.init(role: role, parts: [blob.commitment]))
            }
            let request = try log.blob(Manifest(prefix: manifest, messages: fresh).encoded())
            blobs.append(request)
            manifest = request.commitment
            jsonBytes += try JSONEncoder().encode(sent).count
            _ = try await log.append([try event(number, request)], blobs: blobs)
        }
        await log.close()
        try Worker.report(Report(jsonBytes: jsonBytes))
    }

    private func event(_ number: Int, _ request: Blob) throws -> NewEvent {
        let id = EventID(
            at: LedgerClock.system.read().wall,
            random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
        let started = AttemptStarted(
            attempt: AttemptReference(
                id: id, call: .subtask(number), number: 1, account: "account-1",
                key: "a1f7a1f7a1f7a1f7", model: GeneratedModel.medium.name,
                holdTicks: Ticks(1_000_000)),
            request: request.commitment, requestBytes: request.bytes.count,
            completionTokensMax: 16_384, price: GeneratedModel.medium.price, windowRequests: 60,
            windowMs: 60_000)
        return try NewEvent(
            id: id, stream: TaskID(random: 1).stream, expectedVersion: nil,
            event: .attemptStarted(started), correlation: nil, causation: nil,
            actor: "generated")
    }
}
