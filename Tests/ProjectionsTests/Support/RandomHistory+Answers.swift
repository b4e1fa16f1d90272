import Ledger
import LedgerStore
import Orchestration

extension RandomHistory {
    /// An attempt under way ends, somehow.
    func end() async throws {
        let open = tasks.filter { !$0.open.isEmpty }
        guard !open.isEmpty else { return }
        let state = random.pick(open)
        let attempts = state.open.values.sorted { $0.attempt.id.text < $1.attempt.id.text }
        let started = random.pick(attempts)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<72: try await answer(started.attempt, state)
        case 72..<90: try await fail(started.attempt, state)
        default: try await lose(started.attempt, state)
        }
    }

    private func answer(_ attempt: AttemptReference, _ state: TaskState) async throws {
        answers += 1
        let text = try text("Answer \(answers)")
        let reasoning = random.chance(20) ? try self.text("Because") : nil
        let usage =
            random.chance(90)
            ? TokenUsage(
                prompt: .random(in: 0...5_000, using: &random),
                cached: .random(in: 0...100, using: &random),
                completion: .random(in: 0...5_000, using: &random),
                reasoning: .random(in: 0...300, using: &random)) : nil
        func ticks() -> Ticks { Ticks(.random(in: 1...ticksMax, using: &random)) }
        let charge = Charge(
            reported: random.chance(60) ? ticks() : nil,
            computed: random.chance(60) ? ticks() : nil)
        var blobs = [text, reasoning].compactMap { $0 }
        let proposal =
            attempt.call.kind == .decomposition ? try self.proposal(state, &blobs) : nil
        let body = AttemptAnswered(
            attempt: attempt,
            servedModel: random.chance(80) ? attempt.model : "grok \"4.3\"",
            response: "r-\(answers)", providerRequest: nil, finishReason: "stop",
            outcome: random.chance(80) ? .complete : random.pick(AnswerOutcome.allCases),
            text: text.commitment, textBytes: text.bytes.count, reasoning: reasoning?.commitment,
            usage: usage, rawUsage: #"{"prompt_tokens":12,"details":{"a":[1,{"b":"}\""}]}}"#,
            charge: charge,
            price: Price(
                book: "default", model: attempt.model, inputTicks: 50_000, cachedTicks: 50_000,
                outputTicks: 50_000),
            durationMs: .random(in: 1...60_000, using: &random))
        try await decide(.answer(body, proposal), state, blobs: blobs)
    }

    private func proposal(_ state: TaskState, _ blobs: inout [Blob]) throws -> PlanProposal {
        if random.chance(25) {
            let reasons = try text("The plan has a cycle")
            blobs.append(reasons)
            return PlanProposal(
                subtasks: [], recommendedStrategy: nil, droppedDependencies: 0,
                problems: [.notJSON, .cycle], reasons: reasons.commitment)
        }
        return try soundProposal(&blobs)
    }

    func soundProposal(_ blobs: inout [Blob]) throws -> PlanProposal {
        var subtasks: [SubtaskPlanned] = []
        for number in 1...Int.random(in: 1...4, using: &random) {
            let name = try log.blob("part-\(number)")
            let description = try text("Do part \(number)")
            blobs += [name, description]
            subtasks.append(
                SubtaskPlanned(
                    subtask: number, name: name.commitment, description: description.commitment,
                    descriptionBytes: description.bytes.count,
                    complexity: random.pick(Complexity.allCases),
                    dependencies: (1..<number).filter { _ in random.chance(40) }))
        }
        return PlanProposal(
            subtasks: subtasks, recommendedStrategy: random.pick(Strategy.allCases),
            droppedDependencies: 0, problems: [], reasons: nil)
    }

    private func fail(_ attempt: AttemptReference, _ state: TaskState) async throws {
        let reason = random.pick([
            FailureReason.rateLimited, .atCapacity, .noCredit, .badCredential, .unknownModel,
            .invalidRequest, .notSent, .permitExpired, .serverError,
            .untrustedCertificate,
        ])
        let error = random.chance(60) ? try text("Too many requests") : nil
        let body = AttemptFailed(
            attempt: attempt, reason: reason, status: random.chance(70) ? 429 : nil,
            retryAfterMs: random.chance(30) ? 2_000 : nil, error: error?.commitment,
            durationMs: 90)
        try await decide(.fail(body), state, blobs: [error].compactMap { $0 })
        try await consequences(attempt, reason)
    }

    private func lose(_ attempt: AttemptReference, _ state: TaskState) async throws {
        let reason = random.pick([
            FailureReason.serverError, .connectionLost, .streamCut, .timedOut, .interrupted,
        ])
        let partial = random.chance(50) ? try text("The answer is") : nil
        let body = AttemptOutcomeUnknown(
            attempt: attempt, reason: reason, status: nil, retryAfterMs: nil, error: nil,
            partialText: partial?.commitment, durationMs: random.chance(50) ? 700 : nil)
        try await decide(.loseTrack(body), state, blobs: [partial].compactMap { $0 })
        try await consequences(attempt, reason)
    }

    private func consequences(_ attempt: AttemptReference, _ reason: FailureReason) async throws {
        let events = AccountRules.consequences(
            of: attempt, reason: reason, retryAfterMs: nil, setbacks: 0, now: clock.now)
        guard !events.isEmpty else { return }
        try await append(events, to: .account(attempt.account))
    }
}
