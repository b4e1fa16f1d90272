public import Ledger

/// Runs the rules again over a recorded history: whether this program, told what happened then,
/// would have decided what was recorded. A change of the rules that breaks tasks under way shows
/// here before it is used on them.
public struct ReplayCheck {
    /// What a history cites but does not contain. Each may throw, for example because a text was
    /// redacted, and then there is no verdict.
    public struct Texts {
        package let text: (Commitment) throws -> String
        let isRequest: (AttemptStarted, RequestDraft) throws -> Bool
        let origin: (ForkOrigin) throws -> [Recorded]

        /// - Parameters:
        ///   - text: The text under a commitment.
        ///   - isRequest: Whether the request of a recorded attempt says what a draft says.
        ///   - origin: What the task that this one was forked from had recorded by then.
        public init(
            text: @escaping (Commitment) throws -> String,
            isRequest: @escaping (AttemptStarted, RequestDraft) throws -> Bool,
            origin: @escaping (ForkOrigin) throws -> [Recorded] = { _ in [] }
        ) {
            self.text = text
            self.isRequest = isRequest
            self.origin = origin
        }
    }

    /// The first place where the rules would have decided otherwise.
    public struct Divergence: Hashable, Sendable {
        /// Where; one after the last event when something is missing at the end.
        public let position: Int64
        /// Nil when something is missing at the end.
        public let recorded: Event?
        /// Nil when the rules lead to nothing here.
        public let expected: Event?
        /// One clause, for people.
        public let reason: String
    }

    private let history: [Recorded]
    private let texts: Texts
    private var state = TaskDecider.initial
    private var index = 0

    private init(_ history: [Recorded], _ texts: Texts) {
        self.history = history
        self.texts = texts
    }

    /// The first divergence in the history of one task, from its submission on; nil if there is
    /// none.
    public static func firstDivergence(
        in history: [Recorded], _ texts: Texts
    ) throws -> Divergence? {
        var check = ReplayCheck(history, texts)
        while check.index < history.count {
            if let divergence = try check.step() { return divergence }
        }
        return nil
    }

    /// Compares what one command leads to with the events that follow.
    private mutating func step() throws -> Divergence? {
        let recorded = history[index]
        guard let command = try command(at: index) else {
            return divergence(nil, "nothing that happened leads to it")
        }
        if case .attemptStarted(let body) = recorded.event,
            let reason = try difference(of: body)
        {
            return divergence(nil, reason)
        }
        let expected: [Event]
        do {
            expected = try TaskDecider.decide(command, state)
        } catch {
            return divergence(nil, error.description)
        }
        guard !expected.isEmpty else { return divergence(nil, "the rules lead to nothing here") }
        for event in expected {
            guard index < history.count else { return divergence(event, "the history ends") }
            guard history[index].event == event else {
                let isOther = history[index].event.type == event.type
                return divergence(
                    event, isOther ? "its body would be another" : "it would be \(event.type)")
            }
            TaskDecider.evolve(&state, history[index])
            index += 1
        }
        return nil
    }

    private func divergence(_ expected: Event?, _ reason: String) -> Divergence {
        let recorded = index < history.count ? history[index] : nil
        return Divergence(
            position: recorded?.position ?? (history.last?.position ?? 0) + 1,
            recorded: recorded?.event, expected: expected, reason: reason)
    }

    /// What the decider was told when it decided the event at `index`; nil if it is told nothing
    /// that begins with such an event.
    private func command(at index: Int) throws -> TaskCommand? {
        switch history[index].event {
        case .taskSubmitted(let body):
            guard let origin = body.forkedFrom else { return .submit(body) }
            return .fork(body, from: TaskDecider.fold(try texts.origin(origin)))
        case .attemptStarted(let body): return .start(body)
        case .attemptAnswered(let body): return .answer(body, try proposal(body, after: index))
        case .attemptFailed(let body): return .fail(body)
        case .attemptOutcomeUnknown(let body):
            guard body.reason == .processDied else { return .loseTrack(body) }
            // What a process that died left open is said by the next one that comes.
            let next = history[index...].first { !$0.event.saysThatProcessDied }
            return next.flatMap { whole(of: $0.event) } ?? .holdUnknown
        case .planAdopted(let body): return handedOver(body, at: index)
        case .taskPaused(let body) where body.reason != .outcomeUnknown:
            return .pause(body.reason, until: body.until)
        case .budgetReached(let body): return .reachBudget(body)
        case .attemptResolved(let body): return .resolve(body)
        case let event: return whole(of: event)
        }
    }

    /// What somebody wanted of the whole task, by what it led to.
    private func whole(of event: Event) -> TaskCommand? {
        switch event {
        case .taskResumed(let body): return takingUp(body)
        case .taskPaused(let body): return body.reason == .outcomeUnknown ? .holdUnknown : nil
        case .taskCancelled: return .cancel
        case .taskReopened(let body):
            // Who named a sub-task is not recorded, only what came of it.
            let named = [nil] + body.subtasks.map(Optional.some)
            let commands = named.map { TaskCommand.retry(run: body.run, subtask: $0) }
            return commands.first { (try? TaskDecider.decide($0, state))?.last == event }
                ?? commands[0]
        default: return nil
        }
    }

    /// How a process was told to carry on.
    private func takingUp(_ body: TaskResumed) -> TaskCommand {
        state.isAwaitingApproval
            ? .approve(run: body.run) : .resume(run: body.run, costMax: body.costMax)
    }

    /// The plan of a person, as far as it was recorded; nil if it should have come with an answer.
    private func handedOver(_ body: PlanAdopted, at index: Int) -> TaskCommand? {
        guard let source = body.source else { return nil }
        var subtasks: [SubtaskPlanned] = []
        for recorded in history[(index + 1)...] {
            guard case .subtaskPlanned(let planned) = recorded.event else { break }
            subtasks.append(planned)
        }
        return .adopt(
            PlanProposal(
                subtasks: subtasks, recommendedStrategy: body.effectiveStrategy,
                droppedDependencies: body.droppedDependencies, problems: [], reasons: nil),
            source)
    }

    /// What is different about an attempt, if the same call were asked now.
    private func difference(of body: AttemptStarted) throws -> String? {
        guard TaskDecider.isOwed(body.attempt.call, state) else { return nil }
        let model = state.options.models[state.role(of: body.attempt.call)]
        guard model == body.attempt.model else { return "it would ask \(model)" }
        let draft = RequestDraft.draft(of: body.attempt.call, in: state)
        return try texts.isRequest(body, draft) ? nil : "it would ask something else"
    }

    /// The plan in a recorded answer, read again.
    private func proposal(
        _ body: AttemptAnswered, after index: Int
    ) throws -> PlanProposal? {
        guard body.attempt.call.kind == .decomposition else { return nil }
        var known = try names(after: index)
        return try PlanProposal.read(
            texts.text(body.text), outcome: body.outcome, subtasksMax: state.options.subtasksMax
        ) { text in
            guard var names = known[text], let name = names.first else {
                // A text that was not recorded: whatever cites it is not what was.
                return Commitment(
                    salt: [UInt8](repeating: 0, count: 16), bytes: Array(text.utf8))
            }
            if names.count > 1 { names.removeFirst() }
            known[text] = names
            return name
        }
    }

    /// The names that the texts of a plan were given when it was recorded: they are salted, and so
    /// cannot be made again.
    private func names(after index: Int) throws -> [String: [Commitment]] {
        var names: [String: [Commitment]] = [:]
        for recorded in history[(index + 1)...] {
            let cited: [Commitment]
            switch recorded.event {
            case .planAdopted: cited = []
            case .subtaskPlanned(let body): cited = [body.name, body.description]
            case .planRefused(let body): cited = [body.reasons]
            default: return names
            }
            for name in cited { names[try texts.text(name), default: []].append(name) }
        }
        return names
    }
}

extension Event {
    fileprivate var saysThatProcessDied: Bool {
        guard case .attemptOutcomeUnknown(let body) = self else { return false }
        return body.reason == .processDied
    }
}
