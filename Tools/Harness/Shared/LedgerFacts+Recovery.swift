internal import Ledger

extension LedgerFacts {
    /// Whoever takes a task up has first given every attempt of a dead process its outcome.
    func unrecovered() -> [Violation] {
        recoveries.flatMap { recovery in
            attempts.compactMap { attempt -> Violation? in
                guard attempt.call.stream == recovery.stream,
                    let started = attempt.startedPosition, started < recovery.position,
                    !attempt.outcomes.contains(where: { $0.position < recovery.position })
                else { return nil }
                return Violation(
                    .attempts,
                    "attempt \(attempt.reference.id) has no outcome before its task goes on at "
                        + "position \(recovery.position)")
            }
        }
    }

    /// Whether a process left attempts of `task` without an outcome.
    func hasOpenAttempts(of task: TaskID) -> Bool {
        attempts.contains { $0.call.stream == task.stream && $0.outcomes.isEmpty }
    }
}
