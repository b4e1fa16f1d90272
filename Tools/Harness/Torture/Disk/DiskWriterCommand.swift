internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import LedgerStore

/// Appends through the program's own store, and acknowledges in a file outside of the home what was
/// appended: whoever reads that may rely on it.
struct DiskWriterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append-and-acknowledge", shouldDisplay: false)

    @Option var home: String
    @Option var marks: String
    @Option var seed: UInt64
    @Option var events: Int
    @Option(help: "How often something that fails is tried.") var tries = 1
    @Flag(help: "Give what is not acknowledged in the marks other ids, which is wrong.")
    var freshIds = false

    func run() async throws {
        let acknowledged = Set(try Marks(path: marks).acknowledged.map(\.id))
        let marks = try MarkFile(path: marks)
        var script = DiskScript(seed: seed, events: events)
        var log = try await open(marks)
        while let step = try script.next() {
            switch step {
            case .reopen:
                await log.close()
                log = try await open(marks)
            case .append(let groups):
                let log = log
                try await withThrowingTaskGroup(of: Void.self) { callers in
                    for drafts in groups {
                        callers.addTask { try await append(drafts, to: log, marks, acknowledged) }
                    }
                    try await callers.waitForAll()
                }
            }
        }
        await log.close()
    }

    private func open(_ marks: MarkFile) async throws -> EventLog {
        try await trying(marks) {
            let log = try EventLog.open(
                directory: home, world: .simulated, program: ProgramVersion.actor)
            try marks.acknowledge(try log.reader.events(after: 0, limit: 1))
            return log
        }
    }

    private func append(
        _ drafts: [DiskScript.Draft], to log: EventLog, _ marks: MarkFile,
        _ acknowledged: Set<EventID>
    ) async throws {
        try await trying(marks) {
            var blobs: [Blob] = []
            var events: [NewEvent] = []
            for draft in drafts {
                let blob = draft.text.isEmpty ? nil : try log.blob(draft.text)
                if let blob { blobs.append(blob) }
                var id: EventID?
                if freshIds { id = acknowledged.contains(draft.id) ? draft.id : Self.anyID() }
                events.append(try draft.event(text: blob, freshID: id))
            }
            try marks.acknowledge(try await log.append(events, blobs: blobs))
        }
    }

    private static func anyID() -> EventID {
        EventID(
            at: LedgerClock.system.read().wall,
            random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    private func trying<Result>(
        _ marks: MarkFile, _ body: () async throws -> Result
    ) async throws -> Result {
        for _ in 1...tries {
            do {
                return try await body()
            } catch {
                try marks.note(error)
            }
        }
        throw ExitCode.failure
    }
}
