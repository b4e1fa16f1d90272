internal import Ledger
internal import LedgerStore

/// The events of one task, one after the other.
struct GeneratedDraft {
    /// Fingerprints of the two accounts' keys.
    private static let keys = ["a1f7a1f7a1f7a1f7", "b2e8b2e8b2e8b2e8"]

    private struct Entry {
        let id: EventID
        let event: Event
        var causation: EventID?
    }

    private let texts: GeneratedTexts
    /// When its ids were made, about: ids that do not grow would make the index slow.
    private let at: Timestamp
    private let task: TaskID
    private var generator: SeededGenerator
    private var entries: [Entry] = []
    /// The last answer.
    private var answer: (attempt: EventID, text: Commitment)?

    init(seed: UInt64, at: Timestamp, texts: GeneratedTexts) {
        self.at = at
        self.texts = texts
        generator = SeededGenerator(seed: seed ^ 0x5DEE_CE66)
        task = TaskID(random: generator.next())
    }

    mutating func anyModel() -> GeneratedModel {
        switch generator.draw(0...9) {
        case 0...3: GeneratedModel.simple
        case 4...6: GeneratedModel.medium
        case 7: GeneratedModel.complex
        case 8: GeneratedModel.others[0]
        default: GeneratedModel.others[1]
        }
    }

    mutating func submit() {
        let description = any(texts.descriptions)
        add(
            .taskSubmitted(
                TaskSubmitted(
                    task: task, description: description.commitment,
                    descriptionBytes: description.bytes, context: nil, contextBytes: 0,
                    outputFile: nil, options: RunOptions())))
    }

    mutating func plan(subtasks: Int) {
        add(
            .planAdopted(
                PlanAdopted(
                    attempt: answer?.attempt, subtasks: subtasks, requestedStrategy: .adaptive,
                    effectiveStrategy: .adaptive, recommendedStrategy: .parallel,
                    droppedDependencies: 0, repairs: 0)))
        for number in 1...subtasks {
            let description = any(texts.descriptions)
            add(
                .subtaskPlanned(
                    SubtaskPlanned(
                        subtask: number, name: texts.names[number - 1],
                        description: description.commitment,
                        descriptionBytes: description.bytes, complexity: .medium,
                        dependencies: number == subtasks && number > 1 ? [1] : [])))
        }
    }

    /// The attempts of a call: now and then one that was refused or lost before the one that is
    /// answered.
    mutating func call(_ call: Call, model: GeneratedModel) {
        var number = 1
        if generator.chance(0.02) {
            let attempt = start(call, number, model)
            fail(attempt)
            number += 1
        }
        let attempt = start(call, number, model)
        answer(attempt, model)
    }

    mutating func finish(subtask number: Int) {
        guard let answer else { return }
        add(
            .subtaskFinished(
                SubtaskFinished(
                    subtask: number, attempt: answer.attempt, outcome: .complete,
                    text: answer.text)))
    }

    mutating func finish() {
        guard let answer else { return }
        add(
            .taskFinished(
                TaskFinished(
                    status: .succeeded, result: answer.text, attempt: answer.attempt)))
    }

    private mutating func start(
        _ call: Call, _ number: Int, _ model: GeneratedModel
    ) -> AttemptReference {
        let account = generator.chance(0.55) ? 0 : 1
        let request = any(texts.requests)
        let completionTokensMax: Int64 = 16_384
        let hold = model.price.map {
            Ticks($0.outputTicks * (Int64(request.bytes) + completionTokensMax + 33_280))
        }
        let attempt = AttemptReference(
            id: eventID(), call: call, number: number, account: "account-\(account + 1)",
            key: Self.keys[account], model: model.name, holdTicks: hold)
        entries.append(
            Entry(
                id: attempt.id,
                event: .attemptStarted(
                    AttemptStarted(
                        attempt: attempt, request: request.commitment,
                        requestBytes: request.bytes, completionTokensMax: completionTokensMax,
                        price: model.price, windowRequests: 60, windowMs: 60_000))))
        return attempt
    }

    private mutating func fail(_ attempt: AttemptReference) {
        if generator.chance(0.75) {
            add(
                .attemptFailed(
                    AttemptFailed(
                        attempt: attempt, reason: .rateLimited, status: 429,
                        retryAfterMs: 1_000, error: any(texts.answers).commitment,
                        durationMs: 40)), causation: attempt.id)
        } else {
            add(
                .attemptOutcomeUnknown(
                    AttemptOutcomeUnknown(
                        attempt: attempt, reason: .serverError, status: 503, retryAfterMs: nil,
                        error: any(texts.answers).commitment, partialText: nil,
                        durationMs: 900)), causation: attempt.id)
        }
    }

    private mutating func answer(_ attempt: AttemptReference, _ model: GeneratedModel) {
        let usage = TokenUsage(
            prompt: Int64(generator.draw(200...2_000)), cached: Int64(generator.draw(0...150)),
            completion: Int64(generator.draw(100...3_000)),
            reasoning: Int64(generator.draw(0...900)))
        let text = any(texts.answers)
        let total = usage.totalTokens
        let isReported = generator.chance(0.97) || model.bookTicks == nil
        let charge = Charge(
            reported: isReported ? Ticks(model.ticks * total) : nil,
            computed: model.bookTicks.map { Ticks($0 * total) })
        let random = generator.next()
        add(
            .attemptAnswered(
                AttemptAnswered(
                    attempt: attempt, servedModel: model.name, response: "gen-\(random)",
                    providerRequest: nil, finishReason: "stop", outcome: .complete,
                    text: text.commitment, textBytes: text.bytes, reasoning: nil, usage: usage,
                    rawUsage: Self.rawUsage(usage, charge), charge: charge, price: model.price,
                    durationMs: Int64(generator.draw(300...20_000)))), causation: attempt.id)
        answer = (attempt.id, text.commitment)
    }

    private static func rawUsage(_ usage: TokenUsage, _ charge: Charge) -> String {
        """
        {"prompt_tokens":\(usage.promptTokens),"completion_tokens":\(usage.completionTokens),\
        "total_tokens":\(usage.totalTokens),"prompt_tokens_details":\
        {"cached_tokens":\(usage.cachedTokens)},"completion_tokens_details":\
        {"reasoning_tokens":\(usage.reasoningTokens)},\
        "cost_in_usd_ticks":\(charge.reported?.count ?? 0)}
        """
    }

    private mutating func add(_ event: Event, causation: EventID? = nil) {
        entries.append(Entry(id: eventID(), event: event, causation: causation))
    }

    private mutating func any<Value>(_ values: [Value]) -> Value {
        values[generator.draw(0...values.count - 1)]
    }

    private mutating func eventID() -> EventID {
        EventID(at: at, random: (generator.next(), generator.next()))
    }

    /// In the task's stream, with the first as the correlation of all. `isChecked`: whether quickly
    /// spelled bodies are compared with encoded ones.
    func newEvents(actor: String, isChecked: Bool) throws -> [NewEvent] {
        try entries.enumerated().map { index, entry in
            let body = try GeneratedBody.text(entry.event) ?? entry.event.encodedBody()
            if isChecked {
                let encoded = try entry.event.encodedBody()
                guard body == encoded else {
                    throw HarnessError("a generated body is \(body), it should be \(encoded)")
                }
            }
            return try NewEvent(
                id: entry.id, stream: task.stream, expectedVersion: Int64(index),
                type: entry.event.type, body: body, correlation: entries[0].id,
                causation: entry.causation, actor: actor)
        }
    }
}
