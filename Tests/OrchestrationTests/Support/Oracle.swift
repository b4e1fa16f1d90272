import Ledger
import Orchestration

/// A second opinion on what a task is owed: slow, straight from the words of the rules, and without
/// any state of its own. Only the rounds of the aggregation are taken as they are.
struct Oracle {
    let events: [Recorded]

    var owed: [Effect] {
        let settling = openAttempts.map { Effect.settle($0) }
        guard isRunning else { return settling }
        return settling + calls.filter(isAskable).map { .ask($0, notBefore: notBefore($0)) }
    }

    private var isRunning: Bool {
        var isRunning = false
        for recorded in events {
            switch recorded.event {
            case .taskSubmitted, .taskResumed, .taskReopened: isRunning = true
            case .taskPaused, .taskFailed, .taskFinished, .taskCancelled: isRunning = false
            default: break
            }
        }
        return isRunning
    }

    /// Stopped by a cap, and not taken up again.
    private var hasReachedBudget: Bool {
        var hasReached = false
        for recorded in events {
            switch recorded.event {
            case .budgetReached: hasReached = true
            case .taskResumed: hasReached = false
            default: break
            }
        }
        return hasReached
    }

    /// Started and not ended, oldest first.
    private var openAttempts: [EventID] {
        var open: [EventID] = []
        for recorded in events {
            if case .attemptStarted(let body) = recorded.event { open.append(body.attempt.id) }
            if let ended = recorded.event.endedAttempt { open.removeAll { $0 == ended.id } }
        }
        return open
    }

    /// Every call whose time has come, answered or not, the most urgent first.
    private var calls: [Call] {
        guard !hasReachedBudget else {
            return AggregationRound.rounds(of: TaskDecider.fold(events)).map {
                .aggregation(round: $0.number)
            }
        }
        guard events.contains(where: { $0.event.isPlanAdopted }) else { return [decomposition] }
        let ended = endedSubtasks
        guard ended.count == planned.count else {
            return readySubtasks(ended).sorted {
                (-path(from: $0), $0) < (-path(from: $1), $1)
            }.map(Call.subtask)
        }
        return AggregationRound.rounds(of: TaskDecider.fold(events)).map {
            .aggregation(round: $0.number)
        }
    }

    /// Round after round, whether a plan was refused or could not even be refused with reasons.
    private var decomposition: Call {
        let answered = events.filter {
            guard case .attemptAnswered(let body) = $0.event else { return false }
            return body.attempt.call.kind == .decomposition
        }
        return .decomposition(round: answered.count)
    }

    /// Neither under way nor answered; what failed for good has ended its sub-task or the task.
    private func isAskable(_ call: Call) -> Bool {
        let open = Set(openAttempts)
        var isAskable = true
        for recorded in events {
            switch recorded.event {
            case .attemptAnswered(let body) where body.attempt.call == call: isAskable = false
            case .answerInherited(let body) where body.call == call: isAskable = false
            case .taskReopened(let body)
            where call.kind == .aggregation || body.subtasks.contains(call.subtask ?? 0):
                isAskable = true
            default: break
            }
        }
        return isAskable
            && !events.contains {
                guard case .attemptStarted(let body) = $0.event else { return false }
                return body.attempt.call == call && open.contains(body.attempt.id)
            }
    }
}

// MARK: - Sub-tasks

extension Oracle {
    private var planned: [SubtaskPlanned] {
        let adopted = events.lastIndex { $0.event.isPlanAdopted } ?? 0
        return events[adopted...].compactMap {
            guard case .subtaskPlanned(let body) = $0.event else { return nil }
            return body
        }
    }

    private var finishedSubtasks: Set<Int> {
        var finished: Set<Int> = []
        for recorded in events {
            switch recorded.event {
            case .subtaskFinished(let body): finished.insert(body.subtask)
            case .taskReopened(let body): finished.subtract(body.subtasks)
            default: break
            }
        }
        return finished
    }

    /// With their answer, or without: since the last time that all of them got another chance.
    private var endedSubtasks: Set<Int> {
        var lost: Set<Int> = []
        var hasLostAll = false
        for recorded in events {
            switch recorded.event {
            case .subtaskFailed(let body): lost.insert(body.subtask)
            case .subtaskSkipped(let body): lost.insert(body.subtask)
            case .taskFailed(let body): hasLostAll = body.reason == .allSubtasksFailed
            case .taskResumed:
                if hasLostAll { lost = [] }
                hasLostAll = false
            case .taskReopened(let body):
                lost.subtract(body.subtasks)
                hasLostAll = false
            default: break
            }
        }
        return lost.union(finishedSubtasks)
    }

    private func readySubtasks(_ ended: Set<Int>) -> [Int] {
        let waiting = planned.filter { !ended.contains($0.subtask) }
        guard events.last(where: { $0.event.isPlanAdopted })?.event.isSequential != true else {
            return waiting.prefix(1).map(\.subtask)
        }
        let finished = finishedSubtasks
        return waiting.filter { finished.isSuperset(of: $0.dependencies) }.map(\.subtask)
    }

    private func path(from number: Int) -> Int {
        let weight =
            switch planned[number - 1].complexity {
            case .simple: 1_500
            case .medium: 3_000
            case .complex: 6_000
            }
        let dependents = planned.filter { $0.dependencies.contains(number) }
        return weight + (dependents.map { path(from: $0.subtask) }.max() ?? 0)
    }
}

// MARK: - Waiting

extension Oracle {
    private func notBefore(_ call: Call) -> Timestamp? {
        var until: Timestamp?
        var failures = 0
        var unbilled = 0
        for recorded in events {
            switch recorded.event {
            case .taskResumed, .taskReopened: (until, failures, unbilled) = (nil, 0, 0)
            case .attemptStarted(let body) where body.attempt.call == call: until = nil
            default: break
            }
            guard let (reason, retryAfterMs) = recorded.event.failure,
                let attempt = recorded.event.endedAttempt, attempt.call == call
            else { continue }
            switch reason {
            case .rateLimited, .atCapacity, .permitExpired, .noCredit, .badCredential, .forbidden:
                unbilled += 1
            case .interrupted: break
            default: failures += 1
            }
            let inARow = reason == .atCapacity ? unbilled : failures
            let delayMs = delay(reason, inARow, retryAfterMs, jitter: attempt.id.low)
            until = delayMs == 0 ? nil : recorded.recordedAt.advanced(milliseconds: delayMs)
        }
        return until
    }

    private func delay(
        _ reason: FailureReason, _ inARow: Int, _ retryAfterMs: Int64?, jitter: UInt64
    ) -> Int64 {
        switch reason {
        case .rateLimited, .noCredit, .badCredential, .forbidden, .interrupted, .processDied:
            return 0
        case .permitExpired:
            return 200 - Int64(jitter % 50)
        default:
            let full = [2_000, 4_000, 8_000, 16_000, 30_000][min(inARow, 5) - 1]
            return max(retryAfterMs ?? 0, Int64(full) - Int64(jitter % UInt64(full / 4)))
        }
    }
}

extension Event {
    /// The attempt that this event ends.
    var endedAttempt: AttemptReference? {
        switch self {
        case .attemptAnswered(let body): body.attempt
        case .attemptFailed(let body): body.attempt
        case .attemptOutcomeUnknown(let body): body.attempt
        default: nil
        }
    }

    /// Why an attempt ended without an answer.
    var failure: (reason: FailureReason, retryAfterMs: Int64?)? {
        switch self {
        case .attemptFailed(let body): (body.reason, body.retryAfterMs)
        case .attemptOutcomeUnknown(let body): (body.reason, body.retryAfterMs)
        default: nil
        }
    }

    fileprivate var isPlanAdopted: Bool {
        if case .planAdopted = self { return true }
        return false
    }

    fileprivate var isSequential: Bool {
        guard case .planAdopted(let body) = self else { return false }
        return body.effectiveStrategy == .sequential
    }
}
