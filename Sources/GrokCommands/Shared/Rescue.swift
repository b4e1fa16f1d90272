internal import Agents
internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Orchestration

/// What becomes of a run whose ledger cannot be written.
extension RunSession {
    /// Runs `body`, which carries `task` out. What it cannot record goes to a file beside the
    /// ledger, else to the temporary folder, else to standard error; the failure says how to go on.
    func rescuing(
        _ task: TaskID, _ body: () async throws -> TaskReport
    ) async throws -> TaskReport {
        do {
            return try await body()
        } catch let unrecorded as UnrecordedOutcomes {
            throw try saved(unrecorded, task)
        } catch let error as LedgerStoreError where error.kind == .inputOutput {
            // Nothing is known of a ledger that cannot even be read.
            let history = (try? log.reader.events(of: task.stream)) ?? []
            let goOn = history.isEmpty ? "nothing was sent" : "free some space and \(resume(task))"
            throw CommandFailure(.inputOutput, "\(error.description); \(goOn)")
        }
    }

    private func saved(_ unrecorded: UnrecordedOutcomes, _ task: TaskID) throws -> CommandFailure {
        let file = unrecorded.file
        let reason = commandFailure(unrecorded.reason).sentence
        let what =
            Count.text(file.events.count, "outcome")
            + (file.events.count == 1 ? " that is paid for is" : " that are paid for are")
        let temporary = Environment.current.nonBlank("TMPDIR") ?? "/tmp"
        if let path = try file.save(in: [home.directory, temporary]) {
            return CommandFailure(
                .inputOutput,
                "\(reason); \(what) saved in \(path): free some space, book "
                    + (file.events.count == 1 ? "it" : "them")
                    + " with: grok ledger rescue \(Self.quoted(path))\(worldOption), and "
                    + resume(task))
        }
        Output.write(try file.encoded(), to: STDERR_FILENO)
        return CommandFailure(
            .inputOutput,
            "\(reason); \(what) in the lines above, because no folder takes them: save these lines "
                + "in a file, free some space, book them with: grok ledger rescue FILE"
                + "\(worldOption), and \(resume(task))")
    }

    /// Refuses to go on with a task as long as a file beside the ledger holds what it does not
    /// know: it would ask, and pay, again.
    func refuseIfRescueWaits(for task: TaskID) throws {
        for path in RescueFile.paths(of: task, in: home.directory) {
            let file = try RescueFile(InputFile.bytes(path), path: path)
            guard file.ledger == log.ledgerID,
                try file.events.contains(where: { try log.reader.event(id: $0.id) == nil })
            else { continue }
            throw CommandFailure(
                .failed,
                "\(path) holds what task \(task) has been paid for and is not booked: book it "
                    + "first with: grok ledger rescue \(Self.quoted(path))\(worldOption), or move "
                    + "it away")
        }
    }

    private var worldOption: String { home.world == .simulated ? " --simulate" : "" }

    private func resume(_ task: TaskID) -> String {
        "go on with: grok orchestrate resume \(task)\(worldOption)"
    }

    /// As one word for a shell.
    private static func quoted(_ path: String) -> String {
        let plain = path.allSatisfy { $0.isLetter || $0.isNumber || "/._-+@%".contains($0) }
        return plain ? path : "'" + path.replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}
