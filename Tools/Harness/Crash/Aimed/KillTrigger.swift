internal import LedgerStore
internal import Synchronization

/// Counts how often a process reaches each phase, and kills it at its aim.
final class KillTrigger: Sendable {
    private struct State {
        var reached: [KillPhase: Int] = [:]
        var commits = 0
        /// Answers that came since a commit began.
        var answers = 0
    }
    let aim: KillAim
    private let state = Mutex(State())

    init(_ aim: KillAim) {
        self.aim = aim
    }

    func reach(_ phase: KillPhase) {
        let count = state.withLock { state in
            state.reached[phase, default: 0] += 1
            return state.reached[phase]
        }
        if phase == aim.phase, count == aim.number { aim.strike() }
    }

    func noteAnswer() {
        state.withLock { $0.answers += 1 }
    }

    var durability: DurabilitySteps {
        DurabilitySteps(commit: { [self] commit in
            let (isFirst, hasOutcome) = state.withLock { state in
                defer {
                    state.commits += 1
                    state.answers = 0
                }
                return (state.commits == 0, state.answers > 0)
            }
            if isFirst { reach(.beforeRecovery) }
            if hasOutcome { reach(.beforeCommit) }
            try commit()
            if isFirst { reach(.afterRecovery) }
            if hasOutcome { reach(.afterCommit) }
        })
    }
}
