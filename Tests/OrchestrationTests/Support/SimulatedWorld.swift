import Ledger
import Orchestration
import Testing

/// A live process and the world around it, by chance: attempts are made, answered, refused, lost;
/// processes die and others carry on; what was said once is said again.
struct SimulatedWorld {
    var history: History
    /// What the living process remembers to have under way.
    var inFlight: [EventID: AttemptReference] = [:]
    /// What processes that died had under way, and were later given up.
    var orphans: [AttemptReference] = []
    var random: SeededGenerator
    let subtasksMax: Int
    /// Of this many outcomes, one goes well for certain.
    private let luck: Int
    /// The longest answer, in bytes.
    private let bytesMax: Int

    init(_ random: inout SeededGenerator) {
        self.random = SeededGenerator(seed: random.next())
        subtasksMax = Int.random(in: 1...9, using: &self.random)
        luck = Int.random(in: 1...6, using: &self.random)
        bytesMax = Int.random(in: 0...400_000, using: &self.random)
        var options = RunOptions()
        options.strategy = Strategy.allCases.randomElement(using: &self.random)!
        options.subtasksMax = subtasksMax
        options.savesDocument = self.random.isOne(in: 2)
        options.awaitsApproval = self.random.isOne(in: 3) ? true : nil
        options.models.aggregation = self.random.isOne(in: 2) ? "grok-4" : "of a small window"
        history = History(options, context: self.random.isOne(in: 2) ? "context" : nil)
    }

    /// One thing that happens.
    mutating func step() {
        history.wait(ms: random.isOne(in: 3) ? Int64.random(in: 0...5_000, using: &random) : 0)
        switch Int.random(in: 0..<100, using: &random) {
        case ..<47: start()
        case ..<89: end()
        case ..<90:
            let reasons = PauseReason.allCases.filter { $0 != .awaitingApproval }
            history.when(.pause(reasons.randomElement(using: &random)!))
        case ..<92: history.when(.reachBudget(.sample()))
        case ..<95: crash()
        case ..<97: hearFromOrphan()
        default: repeatCommand()
        }
    }

    private mutating func start() {
        let asked = history.asked
        guard let call = random.isOne(in: 4) ? asked.randomElement(using: &random) : asked.first
        else { return }
        let attempt = history.start(
            call, account: "account-\(Int.random(in: 1...3, using: &random))")
        inFlight[attempt.id] = attempt
    }

    private mutating func end() {
        let attempts = inFlight.values.sorted { $0.id.low < $1.id.low }
        guard let attempt = attempts.randomElement(using: &random) else { return }
        inFlight[attempt.id] = nil
        let command = outcome(of: attempt, isGood: random.isOne(in: luck))
        history.when(command)
    }

    private mutating func crash() {
        orphans += inFlight.values.sorted { $0.id.low < $1.id.low }
        inFlight = [:]
        guard !isFinished else { return }
        takeUp()
    }

    private mutating func takeUp() {
        guard history.state.isAwaitingApproval else {
            history.resume()
            return
        }
        if random.isOne(in: 2) { edit() }
        history.when(.approve(run: history.nextID()))
    }

    /// A person changes the plan, if nothing of it has been started.
    private mutating func edit() {
        guard history.state.subtasks.allSatisfy({ $0.call.attempts == 0 }) else { return }
        let draft = PlanDraft.random(
            count: Int.random(in: 1...subtasksMax, using: &random), edges: 0...10, isAcyclic: true,
            &random)
        history.when(
            .adopt(.read(draft.json, subtasksMax: subtasksMax, descriptionBytes: 900), .edited))
    }

    private mutating func hearFromOrphan() {
        guard let attempt = orphans.randomElement(using: &random), !isFinished else { return }
        let command = outcome(of: attempt, isGood: random.isOne(in: luck))
        #expect(history.repeated(command).isEmpty, "heard of \(attempt) again: \(command)")
    }

    private mutating func repeatCommand() {
        guard let command = history.commands.randomElement(using: &random) else { return }
        // Who wants the same later wants it again.
        if case .pause = command { return }
        if case .holdUnknown = command { return }
        if case .reachBudget = command { return }
        #expect(history.repeated(command).isEmpty, "decided again: \(command)")
    }

    private mutating func outcome(of attempt: AttemptReference, isGood: Bool) -> TaskCommand {
        if isGood || random.isOne(in: 5) {
            return .answer(answer(attempt, isGood: isGood), plan(attempt.call, isGood: isGood))
        }
        let reason = FailureReason.allCases.filter { $0 != .processDied }
            .randomElement(using: &random)!
        let retryAfterMs =
            random.isOne(in: 3) ? Int64.random(in: 0...40_000, using: &random) : nil
        if reason.isUnbilled || (reason == .serverError && random.isOne(in: 2)) {
            return .fail(.sample(attempt, reason, retryAfterMs: retryAfterMs))
        }
        return .loseTrack(.sample(attempt, reason, retryAfterMs: retryAfterMs))
    }

    private mutating func answer(_ attempt: AttemptReference, isGood: Bool) -> AttemptAnswered {
        let outcome = isGood ? .complete : AnswerOutcome.allCases.randomElement(using: &random)!
        let ticks = random.isOne(in: 4) ? nil : Ticks(Int64.random(in: -5...900, using: &random))
        let computed = random.isOne(in: 2) ? nil : Ticks(Int64.random(in: 0...900, using: &random))
        return .sample(
            attempt, outcome, text: "text of \(attempt.id)",
            bytes: Int.random(in: 0...bytesMax, using: &random), reported: ticks,
            computed: computed, usage: random.isOne(in: 5) ? nil : .random(&random))
    }

    private mutating func plan(_ call: Call, isGood: Bool) -> PlanProposal? {
        guard call.kind == .decomposition else { return nil }
        if !isGood, random.isOne(in: 10) { return nil }
        let count = Int.random(in: 1...(isGood ? subtasksMax : subtasksMax + 2), using: &random)
        let draft = PlanDraft.random(
            count: count, edges: 0...10, isAcyclic: isGood || random.isOne(in: 3), &random)
        return .read(draft.json, subtasksMax: subtasksMax, descriptionBytes: 1_000)
    }
}

// MARK: - To the end

extension SimulatedWorld {
    var isFinished: Bool {
        if case .finished = history.state.phase { return true }
        return history.state.phase == .cancelled
    }

    /// From now on everything goes well. The task must come to an end.
    mutating func finish() {
        for _ in 0..<200 where !isFinished {
            if history.state.phase != .running { takeUp() }
            if let attempt = inFlight.values.first ?? history.state.open.values.first?.attempt {
                inFlight[attempt.id] = nil
                history.when(outcome(of: attempt, isGood: true))
            } else if let call = history.asked.first {
                history.when(outcome(of: history.start(call), isGood: true))
            }
        }
        #expect(isFinished, "still \(history.state.phase), owed \(history.asked)")
    }
}

extension TokenUsage {
    static func random(_ random: inout SeededGenerator) -> TokenUsage {
        let prompt = Int64.random(in: 0...10_000, using: &random)
        return TokenUsage(
            prompt: prompt, cached: Int64.random(in: 0...prompt, using: &random),
            completion: Int64.random(in: 0...5_000, using: &random),
            reasoning: Int64.random(in: 0...5_000, using: &random))
    }
}
