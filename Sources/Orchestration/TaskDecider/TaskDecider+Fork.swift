internal import Ledger

// A task that continues from a point of another one.
extension TaskDecider {
    /// What `origin` has answered becomes what the new task knows from the start. Only answers are
    /// inherited: what had failed there is asked here.
    static func fork(
        _ body: TaskSubmitted, from origin: TaskState, _ state: TaskState
    ) throws(TaskRefusal) -> [Event] {
        if let submitted = state.submitted {
            guard submitted == body else { throw .alreadySubmitted }
            return []
        }
        guard let plan = origin.plan, origin.subtasks.count == plan.subtasks else {
            throw .nothingToInherit
        }
        if let number = body.forkedFrom?.subtask {
            guard origin.subtasks.indices.contains(number - 1) else { throw .noSubtask(number) }
        }
        var events: [Event] = [.taskSubmitted(body)]
        if let answer = origin.decomposition.answer {
            events.append(.answerInherited(answer.inherited(by: .decomposition(round: 0))))
        }
        events.append(.planAdopted(plan))
        events += origin.subtasks.map { .subtaskPlanned($0.planned) }
        let again = askedAgain(from: body.forkedFrom?.subtask, origin)
        for subtask in origin.subtasks where !again.contains(subtask.planned.subtask) {
            guard subtask.hasResult, let answer = subtask.call.answer else { continue }
            let number = subtask.planned.subtask
            events.append(.answerInherited(answer.inherited(by: .subtask(number))))
            events.append(
                .subtaskFinished(
                    SubtaskFinished(
                        subtask: number, attempt: answer.attempt, outcome: answer.outcome,
                        text: answer.text)))
        }
        return events
    }

    /// `first`, and every sub-task that had its result.
    private static func askedAgain(from first: Int?, _ origin: TaskState) -> Set<Int> {
        guard let first else { return [] }
        if origin.plan?.effectiveStrategy == .sequential {
            return Set(first...max(first, origin.subtasks.count))
        }
        var again: Set<Int> = [first]
        for subtask in origin.subtasks
        where !again.isDisjoint(with: subtask.planned.dependencies) {
            again.insert(subtask.planned.subtask)
        }
        return again
    }
}

extension CallState.Answer {
    fileprivate func inherited(by call: Call) -> AnswerInherited {
        AnswerInherited(
            call: call, attempt: attempt, outcome: outcome, text: text, textBytes: textBytes,
            ticks: ticks)
    }
}
