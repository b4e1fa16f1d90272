public import Ledger
package import LedgerStore
public import Orchestration
package import XAI

/// Carries a task out: records what happened, asks the rules what is owed, and does it.
///
/// It is the only writer of its task's stream, which the run lease guarantees. Resuming a task
/// after a crash takes the same path as running it.
public actor SuperAgent {
    /// What reaches the loop from outside.
    enum Message: Sendable {
        case command(TaskCommand, [Blob])
        case ended(SubAgent.Outcome)
        case interrupt
    }

    let task: TaskID
    let log: EventLog
    let accounts: AccountManager
    let observer: any RunObserver
    let identifiers: IdentifierSource
    let requests: RequestBuilder
    let outcomes: OutcomeReader
    let subAgent: SubAgent
    let intent: IntentPolicy
    nonisolated let mailbox = Mailbox<Message>()

    /// The fold over the task's stream.
    var report = TaskReport()
    var inFlight: Set<EventID> = []
    /// Calls whose requests are ready to send.
    var prepared: [Call: PreparedCall] = [:]
    /// No account is free before.
    var waitUntil: Timestamp?
    /// The cap that the last wish went beyond. What is under way may still leave room.
    var budgetStop: BudgetReached?
    /// When it last looked for calls that may be asked.
    var lookedAt: Timestamp?
    /// Since when nothing could be done for want of an account.
    var waitingSince: Timestamp?

    package init(
        task: TaskID, log: EventLog, model: any ChatModel, accounts: AccountManager,
        prices: PriceBook, observer: any RunObserver, identifiers: IdentifierSource,
        intent: IntentPolicy = .recordedBeforeSending
    ) {
        let texts = TextStore(reader: log.reader)
        self.task = task
        self.log = log
        self.accounts = accounts
        self.observer = observer
        self.identifiers = identifiers
        self.intent = intent
        requests = RequestBuilder(log: log, texts: texts, prices: prices)
        outcomes = OutcomeReader(log: log, texts: texts, prices: prices)
        subAgent = SubAgent(model: model)
    }

    /// Runs a new task to its end or to a pause. Returns what its events add up to.
    public func run(_ submission: Submission) async throws -> TaskReport {
        var blobs: [Blob] = []
        func name(_ text: String) throws -> Commitment {
            let blob = try log.blob(text)
            blobs.append(blob)
            requests.texts.keep(text, as: blob.commitment)
            return blob.commitment
        }
        let submitted = TaskSubmitted(
            task: task, description: try name(submission.description),
            descriptionBytes: submission.description.utf8.count,
            context: try submission.context.map(name),
            contextBytes: submission.context?.utf8.count ?? 0,
            outputFile: try submission.outputFile.map(name), options: submission.options)
        return try await loop([.command(.submit(submitted), blobs)])
    }

    /// Carries on with a task whose stream is `history`, under another cap if there is one.
    public func resume(
        _ history: [Recorded], costMax: Ticks? = nil
    ) async throws -> TaskReport {
        report = TaskReport(history)
        return try await loop([.command(.resume(run: identifiers.event(), costMax: costMax), [])])
    }

    /// Stops as soon as possible, in a way that can be resumed: no new attempts, and those under
    /// way are given up with an unknown outcome.
    public nonisolated func interrupt() {
        mailbox.post(.interrupt)
    }

    private func loop(_ first: [Message]) async throws -> TaskReport {
        try await withThrowingDiscardingTaskGroup { group in
            var messages = first
            while true {
                let assignments = try await step(messages)
                for assignment in assignments {
                    group.addTask { await self.perform(assignment) }
                }
                if messages.contains(where: \.isInterrupt) { group.cancelAll() }
                if isOver { break }
                messages = await mailbox.next(before: nextWake())
            }
        }
        return report
    }

    private var isOver: Bool { report.state.phase != .running && inFlight.isEmpty }

    private func perform(_ assignment: SubAgent.Assignment) async {
        let observer = observer
        let isFinal = isFinal(assignment.prepared.call)
        var onText: (@Sendable (String) -> Void)?
        if isFinal { onText = { observer.received($0) } }
        let outcome = await subAgent.perform(assignment, onText: onText)
        mailbox.post(.ended(outcome))
    }

    private func isFinal(_ call: Call) -> Bool {
        guard call.kind == .aggregation else { return false }
        let rounds = AggregationRound.rounds(of: report.state)
        return rounds.first { $0.number == call.round }?.isFinal ?? false
    }

    /// When to look again even if nothing arrives. At most some seconds ahead, so that a clock
    /// that jumps delays nobody for long.
    ///
    /// Counts from the last look, not from now: what has become due in between was not seen.
    private func nextWake() -> ContinuousClock.Instant? {
        let now = identifiers.now()
        let state = report.state
        let next = TaskDecider.nextDue(state, after: lookedAt ?? now)
        let due = [next, waitUntil].compactMap { $0 }.min()
        guard state.phase == .running, let due else { return nil }
        let delayMs = min(max(due.milliseconds(since: now) + 1, 1), 5_000)
        return .now.advanced(by: .milliseconds(delayMs))
    }
}

extension SuperAgent.Message {
    var isInterrupt: Bool {
        if case .interrupt = self { return true }
        return false
    }
}
