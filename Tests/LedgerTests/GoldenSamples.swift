import Ledger

/// One or two samples of every event: with everything that it may hold, and with as little as it
/// may. Their encodings are the golden files. A sample never changes; a new version of an event
/// gets samples of its own.
enum GoldenSamples {
    static let all: [(name: String, event: Event)] =
        ledger + task + later + subtasks + attempts + accounts + audit + prices

    static let id = EventID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0001)
    private static let other = EventID(high: 0x0198_0000_0000_7001, low: 0x8000_0000_0000_0002)
    private static let task12 = TaskID(random: 0x0123_4567_89AB_CDEF)

    static func text(_ byte: UInt8) -> Commitment {
        Commitment(salt: [UInt8](repeating: byte, count: 16), bytes: Array("text \(byte)".utf8))
    }

    private static let ledger: [(String, Event)] = [
        (
            "ledger-opened.v1",
            .ledgerOpened(
                LedgerOpened(
                    ledger: id, format: 1, world: .live, program: "grok/0.1.0", sqlite: "3.40.1"))
        ),
        ("clock-stepped.v1", .clockStepped(ClockStepped(stepMicroseconds: -3_600_000_000))),
    ]

    private static let audit: [(String, Event)] = [
        (
            "checkpoint-signed.v1",
            .checkpointSigned(
                CheckpointSigned(
                    size: 42, root: Hash(of: [1]),
                    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                    signature: String(repeating: "0123456789abcdef", count: 8)))
        ),
        (
            "content-redacted.v1",
            .contentRedacted(
                ContentRedacted(blobs: [text(20), text(21)], reason: text(22), task: task12))
        ),
        (
            "content-redacted.v1.least",
            .contentRedacted(ContentRedacted(blobs: [text(20)], reason: text(22), task: nil))
        ),
    ]

    private static let task: [(String, Event)] = [
        (
            "task-submitted.v1",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 42, context: text(2),
                    contextBytes: 8_388_608, outputFile: text(3),
                    options: RunOptions(
                        strategy: .sequential, routing: .costOptimized, subtasksMax: 1_000,
                        savesDocument: true,
                        models: ModelChoice(
                            decomposition: "a", simple: "b", medium: "c", complex: "d",
                            aggregation: "e"),
                        concurrency: 1, windowRequests: 25, windowMs: 5_000, waitMsMax: 0,
                        timeouts: Timeouts(
                            connectMs: 1, firstByteMs: 2, idleMs: 3, totalMs: 4),
                        billsServerErrors: false)))
        ),
        (
            "task-submitted.v1.template",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 1, context: nil,
                    contextBytes: 0, outputFile: nil, options: RunOptions(awaitsApproval: true),
                    template: TemplateReference(name: "code-review", version: 0)))
        ),
        (
            "task-submitted.v1.least",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 1, context: nil,
                    contextBytes: 0, outputFile: nil, options: RunOptions()))
        ),
        (
            "task-submitted.v1.budget",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 1, context: nil,
                    contextBytes: 0, outputFile: nil,
                    options: RunOptions(costMax: Ticks(5_000_000_000), strictModel: true)))
        ),
        (
            "task-submitted.v1.tags",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 1, context: nil,
                    contextBytes: 0, outputFile: nil,
                    options: RunOptions(tags: ["team": "a/b:1", "customer.no": "Acme_7@x+y-z"])))
        ),
        (
            "plan-adopted.v1",
            .planAdopted(
                PlanAdopted(
                    attempt: id, subtasks: 5, requestedStrategy: .adaptive,
                    effectiveStrategy: .parallel, recommendedStrategy: .sequential,
                    droppedDependencies: 2, repairs: 1))
        ),
        (
            "plan-adopted.v1.least",
            .planAdopted(
                PlanAdopted(
                    attempt: nil, subtasks: 1, requestedStrategy: .sequential,
                    effectiveStrategy: .sequential, recommendedStrategy: nil,
                    droppedDependencies: 0, repairs: 0))
        ),
        (
            "plan-adopted.v1.replaced",
            .planAdopted(
                PlanAdopted(
                    attempt: nil, subtasks: 2, requestedStrategy: .adaptive,
                    effectiveStrategy: .sequential, recommendedStrategy: nil,
                    droppedDependencies: 0, repairs: 0, source: .edited))
        ),
        (
            "plan-refused.v1",
            .planRefused(
                PlanRefused(attempt: id, problems: PlanProblemCode.allCases, reasons: text(4)))
        ),
        (
            "document-saved.v1",
            .documentSaved(
                DocumentSaved(title: text(5), content: text(6), format: .markdown))
        ),
        ("task-paused.v1", .taskPaused(TaskPaused(reason: .waitLimit))),
        (
            "task-paused.v1.until",
            .taskPaused(
                TaskPaused(
                    reason: .waitLimit, until: Timestamp(microseconds: 1_763_800_000_000_000)))
        ),
        (
            "task-resumed.v1",
            .taskResumed(
                TaskResumed(run: other, callsReused: 4, reusedTicks: Ticks(3_100_000_000)))
        ),
        (
            "task-resumed.v1.budget",
            .taskResumed(
                TaskResumed(
                    run: other, callsReused: 4, reusedTicks: Ticks(3_100_000_000),
                    costMax: Ticks(10_000_000_000)))
        ),
        (
            "budget-reached.v1",
            .budgetReached(
                BudgetReached(
                    scope: .accountDay, account: "account-2", capTicks: Ticks(5_000_000_000),
                    settledTicks: Ticks(3_100_000_000), heldTicks: Ticks(1_000_000_000),
                    holdTicks: Ticks(2_000_000_000)))
        ),
        (
            "budget-reached.v1.least",
            .budgetReached(
                BudgetReached(
                    scope: .run, account: nil, capTicks: Ticks(5_000_000_000),
                    settledTicks: .zero, heldTicks: .zero, holdTicks: nil))
        ),
        (
            "task-finished.v1",
            .taskFinished(TaskFinished(status: .partial, result: text(7), attempt: id))
        ),
        (
            "task-failed.v1",
            .taskFailed(TaskFailed(reason: .aggregationFailed, cause: .serverError))
        ),
        ("task-failed.v1.least", .taskFailed(TaskFailed(reason: .planInvalid, cause: nil))),
    ]

    private static let later: [(String, Event)] = [
        ("task-cancelled.v1", .taskCancelled(TaskCancelled(reason: .requested))),
        (
            "task-reopened.v1",
            .taskReopened(
                TaskReopened(
                    run: other, subtasks: [2, 3], callsReused: 2, reusedTicks: Ticks(123_000)))
        ),
        (
            "task-submitted.v1.of-a-fork",
            .taskSubmitted(
                TaskSubmitted(
                    task: task12, description: text(1), descriptionBytes: 1, context: nil,
                    contextBytes: 0, outputFile: nil, options: RunOptions(),
                    forkedFrom: ForkOrigin(task: task12, position: 17, subtask: 2)))
        ),
        (
            "answer-inherited.v1",
            .answerInherited(
                AnswerInherited(
                    call: .subtask(3), attempt: id, outcome: .complete, text: text(10),
                    textBytes: 77, ticks: Ticks(123_000)))
        ),
        (
            "answer-inherited.v1.least",
            .answerInherited(
                AnswerInherited(
                    call: .decomposition(round: 0), attempt: id, outcome: .cut, text: text(10),
                    textBytes: 0, ticks: nil))
        ),
        (
            "attempt-resolved.v1",
            .attemptResolved(
                AttemptResolved(
                    attempt: attempt(.subtask(3), hold: Ticks(5)), source: .operator,
                    billed: Ticks(7)))
        ),
        (
            "attempt-resolved.v1.least",
            .attemptResolved(
                AttemptResolved(
                    attempt: attempt(.aggregation(round: 0), hold: nil), source: .operator,
                    billed: nil))
        ),
    ]

    private static let subtasks: [(String, Event)] = [
        (
            "subtask-planned.v1",
            .subtaskPlanned(
                SubtaskPlanned(
                    subtask: 3, name: text(8), description: text(9), descriptionBytes: 77,
                    complexity: .complex, dependencies: [1, 2]))
        ),
        (
            "subtask-planned.v1.least",
            .subtaskPlanned(
                SubtaskPlanned(
                    subtask: 1, name: text(8), description: text(9), descriptionBytes: 0,
                    complexity: .simple, dependencies: []))
        ),
        (
            "subtask-finished.v1",
            .subtaskFinished(
                SubtaskFinished(subtask: 3, attempt: id, outcome: .cut, text: text(10)))
        ),
        (
            "subtask-failed.v1",
            .subtaskFailed(SubtaskFailed(subtask: 2, reason: .safetyRefusal, attempts: 4))
        ),
        ("subtask-skipped.v1", .subtaskSkipped(SubtaskSkipped(subtask: 3, because: 2))),
    ]

    static func attempt(_ call: Call, hold: Ticks?) -> AttemptReference {
        AttemptReference(
            id: id, call: call, number: 2, account: "account-1", key: "0123456789abcdef",
            model: "grok-4", holdTicks: hold)
    }

    private static let price = Price(
        book: "default", model: "grok-4", inputTicks: 150_000, cachedTicks: 37_500,
        outputTicks: 150_000)

    private static let attempts: [(String, Event)] = [
        (
            "attempt-started.v1",
            .attemptStarted(
                AttemptStarted(
                    attempt: attempt(.subtask(3), hold: Ticks(9_000_000_000)), request: text(11),
                    requestBytes: 4_096, completionTokensMax: 8_192, price: price,
                    windowRequests: 60, windowMs: 60_000))
        ),
        (
            "attempt-started.v1.least",
            .attemptStarted(
                AttemptStarted(
                    attempt: attempt(.decomposition(round: 1), hold: nil), request: text(11),
                    requestBytes: 1, completionTokensMax: 1, price: nil, windowRequests: 1,
                    windowMs: 1))
        ),
        (
            "attempt-started.v1.caps",
            .attemptStarted(
                AttemptStarted(
                    attempt: attempt(.subtask(3), hold: Ticks(9_000_000_000)), request: text(11),
                    requestBytes: 4_096, completionTokensMax: 8_192, price: price,
                    windowRequests: 60, windowMs: 60_000,
                    caps: AttemptCaps(
                        run: Ticks(1), day: Ticks(2), accountDay: Ticks(3), account: Ticks(4))))
        ),
        (
            "attempt-answered.v1",
            .attemptAnswered(
                AttemptAnswered(
                    attempt: attempt(.subtask(3), hold: Ticks(9_000_000_000)),
                    servedModel: "grok-4.3", response: "0daf962f-a275-4a3c-839a-047854645532",
                    providerRequest: "req-\"1\"", finishReason: "length", outcome: .cut,
                    text: text(12), textBytes: 1_234, reasoning: text(13),
                    usage: TokenUsage(prompt: 1_559, cached: 128, completion: 201, reasoning: 228),
                    rawUsage: "{\"prompt_tokens\":1559,\"note\":\"é\\n\"}",
                    charge: Charge(reported: Ticks(23_168_500), computed: Ticks(23_168_501)),
                    price: price, durationMs: 180_000))
        ),
        (
            "attempt-answered.v1.least",
            .attemptAnswered(
                AttemptAnswered(
                    attempt: attempt(.aggregation(round: 0), hold: nil), servedModel: "x",
                    response: nil, providerRequest: nil, finishReason: nil, outcome: .empty,
                    text: text(12), textBytes: 0, reasoning: nil, usage: nil, rawUsage: nil,
                    charge: Charge(reported: nil, computed: nil), price: nil, durationMs: 0))
        ),
        (
            "attempt-failed.v1",
            .attemptFailed(
                AttemptFailed(
                    attempt: attempt(.subtask(3), hold: Ticks(1)), reason: .rateLimited,
                    status: 429, retryAfterMs: 7_000, error: text(14), durationMs: 12))
        ),
        (
            "attempt-failed.v1.least",
            .attemptFailed(
                AttemptFailed(
                    attempt: attempt(.subtask(3), hold: nil), reason: .permitExpired, status: nil,
                    retryAfterMs: nil, error: nil, durationMs: 500))
        ),
        (
            "attempt-outcome-unknown.v1",
            .attemptOutcomeUnknown(
                AttemptOutcomeUnknown(
                    attempt: attempt(.subtask(3), hold: Ticks(1)), reason: .streamCut,
                    status: 200, retryAfterMs: 1_000, error: text(15), partialText: text(16),
                    durationMs: 9_999))
        ),
        (
            "attempt-outcome-unknown.v1.least",
            .attemptOutcomeUnknown(
                AttemptOutcomeUnknown(
                    attempt: attempt(.subtask(3), hold: nil), reason: .processDied, status: nil,
                    retryAfterMs: nil, error: nil, partialText: nil, durationMs: nil))
        ),
    ]

    private static let accounts: [(String, Event)] = [
        (
            "account-cooled-down.v1",
            .accountCooledDown(
                AccountCooledDown(
                    account: "account-1", key: "0123456789abcdef", reason: .atCapacity,
                    until: Timestamp(microseconds: 1_763_800_000_000_000), attempt: id))
        ),
        (
            "account-disabled.v1",
            .accountDisabled(
                AccountDisabled(
                    account: "account-2", key: "0123456789abcdef", reason: .noCredit, attempt: id))
        ),
        (
            "account-disabled.v1.by-hand",
            .accountDisabled(
                AccountDisabled(
                    account: "account-2", key: "0123456789abcdef", reason: .requested,
                    attempt: nil, note: text(17)))
        ),
        (
            "account-identified.v1",
            .accountIdentified(
                AccountIdentified(
                    account: "account-2", key: "0123456789abcdef",
                    team: "5e7d8bf8-5c4b-4b9a-9a4d-0f0d7a3c1b2e",
                    providerKey: "a3d1c0de-0000-4000-8000-00000000a001"))
        ),
        (
            "account-identified.v1.least",
            .accountIdentified(
                AccountIdentified(
                    account: "account-2", key: "0123456789abcdef",
                    team: "5e7d8bf8-5c4b-4b9a-9a4d-0f0d7a3c1b2e", providerKey: nil))
        ),
        (
            "account-enabled.v1",
            .accountEnabled(
                AccountEnabled(
                    account: "account-2", key: "fedcba9876543210", reason: .keyReplaced))
        ),
    ]
}
