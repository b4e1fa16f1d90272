internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// What a run leaves behind: the file of `-o`, the tables, the report, the exit code.
struct RunEnd {
    let session: RunSession
    let report: TaskReport
    let task: TaskID
    let isJSON: Bool
    /// Whether the plan was all that was asked for.
    var isPlanWished = false
    /// Whether a plan that awaits approval is printed.
    var showsPlan = true
    /// How long the run might wait for accounts, if not as long as the task says.
    var waitMsMax: Int64?
    /// Why no checkpoint could be signed.
    let sealingFailure: CommandFailure?

    /// Does all of it. Throws the exit code unless it is 0.
    func finish() throws {
        try writeOutputFile()
        let tablesFailure = bringTablesUp()
        let reader = session.log.reader
        let text = reader.readable
        let checkpoint = try reader.checkpoint(sealing: task.stream)?.signed.checkpoint
        if report.state.isAwaitingApproval, showsPlan { try writePlan(text) }
        if isJSON {
            session.output.write(
                try JSONText.line(try ResultJSON(report, checkpoint: checkpoint, text: text)))
        } else if !report.state.isAwaitingApproval {
            session.output.write(
                try ReportText(report: report, checkpoint: checkpoint, text: text).rest())
        }
        let isAsWished = isPlanWished && report.state.isAwaitingApproval
        let code = isAsWished ? .done : Self.exitReason(of: report.state.phase)
        if let tablesFailure {
            guard code != .done else { throw tablesFailure }
            Output.notice(tablesFailure.sentence)
        }
        if let sentence = try explanation(text) { Output.notice(sentence) }
        if let sealingFailure {
            guard code != .done else { throw sealingFailure }
            Output.notice(sealingFailure.sentence)
        }
        if code != .done { throw ExitCode(code.rawValue) }
    }

    /// The tables can be made at any time: what the run brought is reported all the same.
    private func bringTablesUp() -> CommandFailure? {
        do {
            try session.database.catchUp()
            return nil
        } catch {
            return commandFailure(error)
        }
    }

    /// The plan that awaits approval, in place of a report of what was done.
    private func writePlan(_ text: @escaping (Commitment) throws -> String) throws {
        let view = PlanView(
            report: report, estimate: try session.estimate(report.state), text: text)
        session.output.write(
            isJSON ? try JSONText.line(try PlanJSON(view)) : try PlanText(view).text())
    }

    private func writeOutputFile() throws {
        guard let finished = report.state.finished,
            let path = try report.state.submitted?.outputFile.flatMap(session.log.reader.text),
            let result = try session.log.reader.text(finished.result)
        else { return }
        try OutputFile(path).write(result)
    }

    static func exitReason(of phase: TaskState.Phase) -> ExitReason {
        switch phase {
        case .finished(.succeeded): .done
        case .finished(.partial): .partial
        case .failed(_, .simulatorAnswered): .configuration
        case .failed: .failed
        case .paused(.interrupted): .interrupted
        case .paused(.credentialsRefused): .credentialRefused
        case .paused(.diskFull): .inputOutput
        case .paused(.outcomeUnknown), .paused(.awaitingApproval): .paused
        case .paused(.budget): .budget
        case .paused: .unavailable
        case .cancelled: .failed
        case .running, .unsubmitted: .bug
        }
    }

    /// Why it did not go through, with the provider's words, and how to go on.
    private func explanation(_ text: (Commitment) throws -> String) throws -> String? {
        let words = try providersWords(text).map { " (\($0))" } ?? ""
        let goOn = "go on with: grok orchestrate resume \(task)" + globalOptions
        switch report.state.phase {
        case .paused(.outcomeUnknown):
            let attempts = report.state.mayPayTwice.map {
                "\($0.id) (\(CallText.text($0.call)), \(AttemptText.range($0)))"
            }
            return "\(FailureText.text(.outcomeUnknown)): nobody knows what came of "
                + attempts.joined(separator: ", ") + "; close each with: grok ledger resolve ID "
                + "--billed AMOUNT or --not-billed" + globalOptions + ", or " + goOn
        case .cancelled: return "the task was cancelled"
        case .finished, .running, .unsubmitted:
            return try unknownModelNote()
        case .paused(.diskFull):
            return FailureText.text(PauseReason.diskFull) + "; free some space and " + goOn
        case .paused(.awaitingApproval):
            return "nothing of the plan has been paid for; carry on with: grok orchestrate approve "
                + "\(task)\(globalOptions), or change it first with: grok orchestrate plan edit "
                + "\(task)\(globalOptions)"
        case .paused(.budget):
            let reached = report.state.budgetReached
            let way = BudgetText.wayOn(reached)
            return (reached.map(BudgetText.text) ?? FailureText.text(.budget)) + "; go on with: "
                + "grok orchestrate resume \(task)" + way.options + globalOptions + way.note
        case .paused(.waitLimit):
            return FailureText.waiting(report.state, waitMsMax: waitMsMax) + words + "; " + goOn
        case .paused(let reason):
            return FailureText.text(reason) + words + "; " + goOn
        case .failed(let reason, .simulatorAnswered):
            return FailureText.text(reason, .simulatorAnswered)
                + "; use --simulate to practise, or another GROK_BASE_URL"
        case .failed(let reason, .unknownModel):
            let note = try unknownModelNote() ?? ""
            return FailureText.text(reason, .unknownModel) + words + "; " + note
        case .failed(let reason, let cause):
            return FailureText.text(reason, cause) + words + "; what was paid for is kept; " + goOn
        }
    }

    /// Names the option for every role whose model the provider does not know.
    private func unknownModelNote() throws -> String? {
        let roles = Set(
            report.attempts.compactMap { attempt -> Role? in
                guard case .attemptFailed(let body) = attempt.outcome,
                    body.reason == .unknownModel
                else { return nil }
                return report.state.role(of: body.attempt.call)
            })
        guard !roles.isEmpty else { return nil }
        let options = Role.allCases.filter(roles.contains).map { role in
            "\"\(report.state.options.models[role])\" with --model \(role.rawValue)=<name>"
        }
        return "the provider does not know the model: replace "
            + options.joined(separator: ", ")
    }

    private func providersWords(_ text: (Commitment) throws -> String) throws -> String? {
        let errors = report.attempts.compactMap { attempt -> Commitment? in
            switch attempt.outcome {
            case .attemptFailed(let body): body.error
            case .attemptOutcomeUnknown(let body): body.error
            default: nil
            }
        }
        return try errors.last.map { DisplayWidth.shortened(try text($0), to: 200) }
    }

    private var globalOptions: String { session.home.world == .simulated ? " --simulate" : "" }
}
