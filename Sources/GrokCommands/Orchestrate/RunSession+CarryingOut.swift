internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration

extension RunSession {
    /// Opens a session, lets `body` run a task in it, closes it, and does what the run leaves
    /// behind.
    static func use(
        _ options: GlobalOptions, for submission: Submission? = nil,
        _ body: (RunSession) async throws -> RunEnd
    ) async throws {
        let session = try await open(options, .current, for: submission)
        let end: RunEnd
        do {
            end = try await body(session)
        } catch {
            await session.close()
            throw error
        }
        defer { Task { await session.close() } }
        try end.finish()
    }

    /// Lets an agent carry `task` out under `options` as `body` says. Signals stop it, what was
    /// paid for and cannot be recorded is saved, and a task that ends is sealed. Whoever calls it
    /// holds the lease.
    func carryOut(
        _ task: TaskID, under options: RunOptions, _ printer: RunPrinter, _ grace: GraceOption,
        _ body: (SuperAgent) async throws -> TaskReport
    ) async throws -> RunEnd {
        let agent = try superAgent(for: task, options: options, observer: printer)
        let signals = StopSignals.stop(agent, graceMs: grace.milliseconds)
        defer { signals.cancel() }
        var end = await end(
            of: try await rescuing(task) { try await body(agent) }, task, printer)
        end.waitMsMax = options.waitMsMax
        return end
    }

    /// What is left of a run, sealed if the task has ended.
    func end(of report: TaskReport, _ task: TaskID, _ printer: RunPrinter) async -> RunEnd {
        let failure = await seal(task, report, printer)
        printer.end()
        return RunEnd(
            session: self, report: report, task: task, isJSON: printer.isJSON,
            sealingFailure: failure)
    }

    /// Refuses to go on with a task whose texts are gone. `verb` says what cannot be done.
    func checkTexts(of records: [EventRecord], _ task: TaskID, _ verb: String) throws {
        let missing = try log.reader.missingTexts(of: records)
        guard missing == 0 else {
            throw CommandFailure(
                .failed,
                "task \(task) cannot be \(verb): \(Count.text(missing, "text")) of it "
                    + (missing == 1 ? "is" : "are") + " redacted, or never came with an import")
        }
    }
}
