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
    /// Why no checkpoint could be signed.
    let sealingFailure: CommandFailure?

    /// Does all of it. Throws the exit code unless it is 0.
    func finish() throws {
        try writeOutputFile()
        try session.database.catchUp()
        let reader = session.log.reader
        let text = { (commitment: Commitment) in
            try reader.text(commitment) ?? "[redacted]"
        }
        let checkpoint = try reader.checkpoint(sealing: task.stream)?.signed.checkpoint
        if isJSON {
            session.output.write(
                try JSONText.line(try ResultJSON(report, checkpoint: checkpoint, text: text)))
        } else {
            session.output.write(
                try ReportText(report: report, checkpoint: checkpoint, text: text).rest())
        }
        if let sentence = try explanation(text) { Output.notice(sentence) }
        let code = exitReason
        if let sealingFailure {
            guard code != .done else { throw sealingFailure }
            Output.notice(sealingFailure.sentence)
        }
        if code != .done { throw ExitCode(code.rawValue) }
    }

    private func writeOutputFile() throws {
        guard let finished = report.state.finished,
            let path = try report.state.submitted?.outputFile.flatMap(session.log.reader.text),
            let result = try session.log.reader.text(finished.result)
        else { return }
        try OutputFile(path).write(result)
    }

    private var exitReason: ExitReason {
        switch report.state.phase {
        case .finished(.succeeded): .done
        case .finished(.partial): .partial
        case .failed(_, .simulatorAnswered): .configuration
        case .failed: .failed
        case .paused(.interrupted): .interrupted
        case .paused(.credentialsRefused): .credentialRefused
        case .paused(.budget): .budget
        case .paused: .unavailable
        case .running, .unsubmitted: .bug
        }
    }

    /// Why it did not go through, with the provider's words, and how to go on.
    private func explanation(_ text: (Commitment) throws -> String) throws -> String? {
        let words = try providersWords(text).map { " (\($0))" } ?? ""
        let goOn = "go on with: grok orchestrate resume \(task)" + globalOptions
        switch report.state.phase {
        case .finished, .running, .unsubmitted:
            return try unknownModelNote()
        case .paused(.budget):
            let reached = report.state.budgetReached
            let way = BudgetText.wayOn(reached)
            return (reached.map(BudgetText.text) ?? FailureText.text(.budget)) + "; go on with: "
                + "grok orchestrate resume \(task)" + way.options + globalOptions + way.note
        case .paused(.waitLimit):
            return FailureText.waiting(report.state) + words + "; " + goOn
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
