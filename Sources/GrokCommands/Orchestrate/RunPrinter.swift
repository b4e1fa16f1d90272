internal import Agents
internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Synchronization

/// Shows a run while it is under way: events on standard output under `--json`, otherwise the task
/// id there and progress on standard error.
final class RunPrinter: RunObserver {
    private let output: Output
    private let reader: LedgerReader
    let isJSON: Bool
    private let preview: LivePreview?
    private let lastWait = Mutex<Int64>(0)
    private let warning = Mutex<@Sendable (TaskState) -> String?>({ _ in nil })
    /// Models that were answered for by others, which is said once.
    private let served = Mutex<Set<[String]>>([])

    convenience init(_ session: RunSession, isJSON: Bool) {
        self.init(session.output, session.log.reader, isJSON: isJSON)
    }

    init(_ output: Output, _ reader: LedgerReader, isJSON: Bool) {
        self.output = output
        self.reader = reader
        self.isJSON = isJSON
        let isShown = output.errorIsTerminal && !output.isQuiet && !isJSON
        preview = isShown ? LivePreview(erases: output.isTerminal) : nil
    }

    /// The first line of the report, at once.
    func announce(_ task: TaskID) {
        if !isJSON { output.write(ReportText.firstLine(task)) }
    }

    /// What is said of a plan before its sub-tasks are sent, whatever is printed otherwise.
    func warns(_ warning: @escaping @Sendable (TaskState) -> String?) {
        self.warning.withLock { $0 = warning }
    }

    /// Nothing more will arrive.
    func end() {
        preview?.end()
    }

    func recorded(_ events: [EventRecord], _ report: TaskReport) {
        for record in events {
            if isJSON { output.line(record.line) }
            if record.type == TaskSubmitted.type, let task = report.state.submitted?.task {
                announce(task)
            }
            if record.type == PlanAdopted.type,
                let sentence = warning.withLock({ $0 })(report.state)
            {
                Output.notice(sentence)
            }
            guard !output.isQuiet || record.type.hasPrefix("account-"),
                let event = try? Recorded(record).event,
                let line = line(event, report) ?? servedByAnother(event)
            else { continue }
            if record.type.hasPrefix("account-disabled") || record.type.hasPrefix("account-enabled")
            {
                Output.notice(line)
            } else {
                output.progress(line)
            }
        }
    }

    func received(_ text: String) {
        preview?.add(text)
    }

    func waiting(until: Timestamp) {
        let seconds = until.microseconds / 1_000_000
        let isNew = lastWait.withLock { last in
            defer { last = seconds }
            return last != seconds
        }
        guard isNew else { return }
        output.progress("all accounts are at their limit; waiting until \(Clock.time(until))")
    }

    func recognisedTeam(_ accounts: [String]) {
        Output.notice(TeamText.shared(accounts))
    }

    func cannotRecord(_ reason: String, underWay: Int) {
        Output.notice(
            "the ledger cannot be written (\(reason)); waiting for "
                + Count.text(underWay, "request") + " under way, so that nothing paid is lost")
    }

    func stopping(attempts: Int, graceMs: Int64) {
        output.progress(
            "stopping: \(Count.text(attempts, "request")) under way, which "
                + (attempts == 1 ? "has " : "have ") + "\(graceMs / 1000) s to end; "
                + "Ctrl-C gives " + (attempts == 1 ? "it" : "them") + " up")
    }

    private func line(_ event: Event, _ report: TaskReport) -> String? {
        switch event {
        case .planAdopted(let body):
            return "plan: \(Count.text(body.subtasks, "sub-task")), "
                + body.effectiveStrategy.rawValue
                + (body.source == .file ? ", from a file" : "")
        case .planRefused(let body):
            let reasons = (try? reader.text(body.reasons)).flatMap { $0 } ?? ""
            return "plan refused:\n" + reasons
        case .subtaskFinished(let body):
            let isInherited = ForkText.isInherited(
                report.state.subtasks[body.subtask - 1], report.state)
            return subtask(body.subtask, report) + ": "
                + (isInherited ? "inherited" : FailureText.status(.finished(body.outcome)))
        case .subtaskFailed(let body):
            return subtask(body.subtask, report) + ": " + FailureText.status(.failed(body.reason))
        case .subtaskSkipped(let body):
            return subtask(body.subtask, report) + ": "
                + FailureText.status(.skipped(because: body.because))
        case .attemptFailed(let body):
            return attempt(body.attempt) + ": " + FailureText.text(body.reason)
        case .attemptOutcomeUnknown(let body):
            return attempt(body.attempt) + ": " + FailureText.text(body.reason)
                + "; what it cost is unknown"
        case .accountCooledDown(let body):
            return "\(body.account) rests until \(Clock.time(body.until))"
        case .accountDisabled(let body):
            return "\(body.account) is disabled: " + FailureText.text(body.reason)
        case .accountEnabled(let body) where body.reason == .keyReplaced:
            return "\(body.account) has another key than before"
        case .budgetReached(let body):
            return BudgetText.text(body)
        case .taskResumed(let body):
            return "\(Count.text(body.callsReused, "call")) reused, "
                + "$\(body.reusedTicks.usd) not spent again" + inDoubt(report)
        case .taskReopened(let body):
            return EventSummary.text(event)
                + (body.subtasks.isEmpty
                    ? ""
                    : "\nsub-tasks asked again: "
                        + body.subtasks.map(String.init).joined(separator: ", "))
        case .taskSubmitted:
            return ForkText.text(report.state).map { "forked from " + $0 }
        default:
            return nil
        }
    }

    /// The attempts that may have been billed and whose calls are asked again all the same.
    private func inDoubt(_ report: TaskReport) -> String {
        report.state.inDoubt.map { attempt in
            "\n\(self.attempt(attempt)) has no known outcome: \(AttemptText.range(attempt)); it is "
                + "asked again as a new attempt, so it may be paid twice\n"
                + "  when the bill shows what it was: grok ledger resolve \(attempt.id)"
        }.joined()
    }

    private func servedByAnother(_ event: Event) -> String? {
        guard case .attemptAnswered(let body) = event, body.servedModel != body.attempt.model,
            served.withLock({ $0.insert([body.attempt.model, body.servedModel]).inserted })
        else { return nil }
        return "\(body.attempt.model) is served by \(body.servedModel)"
    }

    private func subtask(_ number: Int, _ report: TaskReport) -> String {
        let planned = report.state.subtasks[number - 1].planned
        let name = (try? reader.text(planned.name)).flatMap { $0 } ?? ""
        return "sub-task \(number) of \(report.state.subtasks.count) "
            + "(\(DisplayWidth.shortened(name, to: 40)))"
    }

    private func attempt(_ attempt: AttemptReference) -> String {
        let what = attempt.call.subtask.map { "sub-task \($0)" } ?? attempt.call.kind.rawValue
        return "\(what), attempt \(attempt.number) on \(attempt.account)"
    }
}
