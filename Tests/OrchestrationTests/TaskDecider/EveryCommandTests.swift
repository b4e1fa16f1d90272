import Ledger
import Orchestration
import Testing

@Suite("Every command in every state of a small task")
struct EveryCommandTests {
    static let commands: Set<String> = [
        "submit", "start", "answer", "fail", "loseTrack", "pause", "reachBudget", "adopt",
        "approve", "resume", "holdUnknown", "cancel", "retry", "fork", "resolve",
    ]
    static let refusals: Set<String> = [
        "alreadySubmitted", "notSubmitted", "alreadyFinished", "notOwed", "unknownAttempt",
        "cancelled", "notEnded", "nothingFailed", "noSubtask", "hasResult", "nothingToInherit",
        "alreadyResolved", "notInDoubt", "awaitsApproval", "notAwaitingApproval", "planExists",
        "noPlan", "planBegun", "notPaused", "planUnsound", "overBudget", "noPrice",
    ]

    private func explored(
        _ change: (inout RunOptions) -> Void, luck: Int
    ) -> EveryCommand {
        var answered = History(.adaptive, plan: "a", "b<a")
        answered.answer(.subtask(1))
        var every = EveryCommand(
            .with(change), plan: "a:simple", "b:medium<a",
            origins: [History(RunOptions()).state, answered.state])
        every.explore(luck: luck)
        print("\(every.visited.count) states")
        return every
    }

    @Test("Nothing is decided twice, nothing waits for nothing, and every refusal is met")
    func everything() {
        var refused: Set<String> = []
        var decided: Set<String> = []
        for change: (inout RunOptions) -> Void in [
            { $0.strategy = .adaptive }, { $0.awaitsApproval = true },
            { $0.costMax = Ticks(5_000) },
        ] {
            let every = explored(change, luck: 2)
            #expect(every.problems.isEmpty, "\(every.problems.prefix(5))")
            #expect(every.visited.count > 200)
            refused.formUnion(every.refused)
            decided.formUnion(every.decided)
        }
        #expect(refused == Self.refusals)
        #expect(decided == Self.commands)
    }
}
