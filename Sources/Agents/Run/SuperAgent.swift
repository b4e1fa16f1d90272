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
    package enum Message: Sendable {
        case command(TaskCommand, [Blob])
        case ended(SubAgent.Outcome)
        /// Whose keys the provider says the accounts have; of those that it knows.
        case identified([AccountIdentified])
        /// No new attempts; those under way may end within the time.
        case stop(graceMs: Int64)
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
    /// Who is asked whose the keys are; nil if nobody is.
    let directory: (any KeyDirectory)?
    /// How long the run may wait for accounts, if not as long as the task says.
    let waitMsMax: Int64?
    let intent: IntentPolicy
    /// How much room the disk of the ledger has; nil if nobody knows.
    let freeBytes: @Sendable () -> Int64?
    nonisolated let mailbox = Mailbox<Message>()

    /// The fold over the task's stream.
    var report = TaskReport()
    var inFlight: Set<EventID> = []
    /// What is being recorded, until it is.
    var unrecorded = Batch()
    /// Calls whose requests are ready to send.
    var prepared: [Call: PreparedCall] = [:]
    /// It looks again at least this often while it waits for a time.
    package static let wakeMsMax: Int64 = 5_000

    /// No account is free before.
    var waitUntil: Timestamp?
    /// The cap that the last wish went beyond. What is under way may still leave room.
    var budgetStop: BudgetReached?
    /// When it last looked for calls that may be asked.
    var lookedAt: Timestamp?
    /// Since when nothing could be done for want of an account.
    var waitingSince: Timestamp?
    /// Until when attempts may end after the wish to stop.
    var graceUntil: ContinuousClock.Instant?
    var clockWatch = ClockWatch()

    package init(
        task: TaskID, log: EventLog, model: any ChatModel, accounts: AccountManager,
        prices: PriceBook, observer: any RunObserver, identifiers: IdentifierSource,
        intent: IntentPolicy = .recordedBeforeSending,
        directory: (any KeyDirectory)? = nil, waitMsMax: Int64? = nil,
        freeBytes: @escaping @Sendable () -> Int64? = { nil }
    ) {
        let texts = TextStore(reader: log.reader)
        self.task = task
        self.log = log
        self.accounts = accounts
        self.observer = observer
        self.identifiers = identifiers
        self.intent = intent
        self.directory = directory
        self.waitMsMax = waitMsMax
        self.freeBytes = freeBytes
        requests = RequestBuilder(log: log, texts: texts, prices: prices)
        outcomes = OutcomeReader(log: log, texts: texts, prices: prices)
        subAgent = SubAgent(model: model)
    }

    /// Runs a new task to its end or to a pause. Returns what its events add up to. Throws
    /// ``KeyInTextError``, and nothing is recorded, if a text of it holds the key of an account.
    public func run(_ submission: Submission) async throws -> TaskReport {
        try await loop(try opening(submission))
    }

    /// Carries on with a task whose stream is `history`. If `holdsUnknown`, only if no call that
    /// may have been billed would be asked again: the task is paused otherwise. With `costMax`
    /// under another cap.
    public func resume(
        _ history: [Recorded], holdsUnknown: Bool = false, costMax: Ticks? = nil
    ) async throws -> TaskReport {
        try await loop([
            opening(resuming: history, holdsUnknown: holdsUnknown, costMax: costMax)
        ])
    }

    /// The messages that a new task begins with.
    package func opening(_ submission: Submission) throws -> [Message] {
        try submission.checkKeys(accounts.accounts.map { ($0.name, $0.credential) })
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
            outputFile: try submission.outputFile.map(name), options: submission.options,
            template: submission.template)
        let proposal = try submission.plan.map {
            try PlanProposal.read(
                $0, outcome: .complete, subtasksMax: submission.options.subtasksMax, name: name)
        }
        let adoption = proposal.map { Message.command(.adopt($0, .file), []) }
        return [.command(.submit(submitted), blobs)] + [adoption].compactMap { $0 }
    }

    /// Carries on with a task whose plan awaited approval, and whose stream is `history`.
    public func approve(_ history: [Recorded]) async throws -> TaskReport {
        report = TaskReport(history)
        return try await loop([.command(.approve(run: identifiers.event()), [])])
    }

    /// The message with which a task goes on whose stream is `history`.
    package func opening(
        resuming history: [Recorded], holdsUnknown: Bool = false, costMax: Ticks? = nil
    ) -> Message {
        report = TaskReport(history)
        let isHeld = holdsUnknown && !report.state.mayPayTwice.isEmpty
        return .command(
            isHeld ? .holdUnknown : .resume(run: identifiers.event(), costMax: costMax), [])
    }

    /// Carries on with a task that has ended: asks again what had failed, or one of its sub-tasks.
    public func retry(_ history: [Recorded], subtask: Int?) async throws -> TaskReport {
        report = TaskReport(history)
        return try await loop([
            .command(.retry(run: identifiers.event(), subtask: subtask), [])
        ])
    }

    /// Runs a new task that continues from a point of another, which had recorded `history` then.
    public func fork(
        _ submitted: TaskSubmitted, from history: [Recorded], outputFile: String?
    ) async throws -> TaskReport {
        let file = try outputFile.map { try log.blob($0) }
        let body = TaskSubmitted(
            task: task, description: submitted.description,
            descriptionBytes: submitted.descriptionBytes, context: submitted.context,
            contextBytes: submitted.contextBytes, outputFile: file?.commitment,
            options: submitted.options, forkedFrom: submitted.forkedFrom)
        let state = TaskDecider.fold(history)
        return try await loop([.command(.fork(body, from: state), file.map { [$0] } ?? [])])
    }

    /// Stops in a way that can be resumed: no new attempts, and those under way have `graceMs`
    /// milliseconds to end before they are given up.
    public nonisolated func stop(graceMs: Int64) {
        mailbox.post(.stop(graceMs: graceMs))
    }

    /// Stops as soon as possible, in a way that can be resumed: no new attempts, and those under
    /// way are given up with an unknown outcome.
    public nonisolated func interrupt() {
        mailbox.post(.interrupt)
    }

    private func loop(_ first: [Message]) async throws -> TaskReport {
        try await withThrowingDiscardingTaskGroup { group in
            var messages = first
            if let question = identification() { group.addTask(operation: question) }
            while true {
                let assignments: [SubAgent.Assignment]
                do {
                    assignments = try await step(messages)
                } catch {
                    try await giveUp(messages, after: error) { group.cancelAll() }
                }
                for assignment in assignments {
                    group.addTask { await self.perform(assignment) }
                }
                if messages.contains(where: \.isInterrupt) || isGraceOver { group.cancelAll() }
                if isOver {
                    // Nobody waits for an answer that this run has no use for.
                    group.cancelAll()
                    break
                }
                messages = await mailbox.next(before: nextWake())
            }
        }
        return report
    }

    private var isGraceOver: Bool { graceUntil.map { $0 <= .now } ?? false }

    /// What the task's events add up to.
    package var state: TaskState { report.state }

    /// Whether the task has come to its end or to a pause, with nothing under way.
    package var isOver: Bool { report.state.phase != .running && inFlight.isEmpty }

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

    /// When there is something to do even if nothing arrives; nil when there will be nothing.
    ///
    /// Counts from the last look, not from now: what has become due in between was not seen.
    package var wakesAt: Timestamp? {
        let state = report.state
        guard state.phase == .running else { return nil }
        let next = TaskDecider.nextDue(state, after: lookedAt ?? identifiers.now())
        return [next, waitUntil].compactMap { $0 }.min()
    }

    /// When to look again, at most some seconds ahead, so that a clock that jumps delays nobody for
    /// long.
    private func nextWake() -> ContinuousClock.Instant? {
        // Once: giving up what is under way brings its own messages.
        if let graceUntil, graceUntil > .now { return graceUntil }
        guard let wakesAt else { return nil }
        let delayMs = wakesAt.milliseconds(since: identifiers.now()) + 1
        return .now.advanced(by: .milliseconds(min(max(delayMs, 1), Self.wakeMsMax)))
    }
}

extension SuperAgent.Message {
    var isInterrupt: Bool {
        if case .interrupt = self { return true }
        return false
    }
}
