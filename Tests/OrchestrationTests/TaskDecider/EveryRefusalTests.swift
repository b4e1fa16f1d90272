import Ledger
import Orchestration
import Testing

/// Given a history, when a command comes, then this refusal; and nothing has changed by it.
@Suite("Every refusal of a task")
struct EveryRefusalTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let refusal: TaskRefusal
        let command: TaskCommand
        let state: TaskState

        var testDescription: String { "\(refusal.name) of \(command.name)" }
    }

    private static let call = Call.decomposition(round: 0)
    private static let unknown = AttemptReference.sample(id(500), .subtask(1))

    private static func example(
        _ refusal: TaskRefusal, _ command: TaskCommand, _ history: History
    ) -> Example {
        Example(refusal: refusal, command: command, state: history.state)
    }

    private static func fork(_ origin: History, subtask: Int?) -> TaskCommand {
        .fork(
            TaskSubmitted(
                task: TaskID(random: 8), description: named("the task"), descriptionBytes: 20,
                context: nil, contextBytes: 0, outputFile: nil, options: RunOptions(),
                forkedFrom: ForkOrigin(
                    task: TaskID(random: 7), position: 9, subtask: subtask)),
            from: origin.state)
    }

    /// Whole, with one sub-task.
    private static func finished() -> History {
        var history = History(.adaptive, plan: "a")
        history.answer(.subtask(1))
        history.answer(.aggregation(round: 0))
        return history
    }

    private static func awaiting() -> History {
        var history = History(.with { $0.awaitsApproval = true })
        history.answer(call, plan: .sketch(["a"]))
        return history
    }

    // MARK: - Examples

    private static let beginnings: [Example] = {
        let new = History(RunOptions())
        let other = TaskSubmitted.sample(.with { $0.subtasksMax = 2 })
        return [
            example(.alreadySubmitted, .submit(other), new),
            example(.alreadySubmitted, fork(finished(), subtask: nil), new),
            example(.notSubmitted, .cancel, History()),
            example(.notOwed(.subtask(1)), .start(.sample(unknown)), new),
            example(.unknownAttempt(unknown.id), .answer(.sample(unknown), nil), new),
            example(.unknownAttempt(unknown.id), .loseTrack(.sample(unknown, .timedOut)), new),
            example(.nothingToInherit, fork(new, subtask: nil), History()),
            example(.noSubtask(2), fork(finished(), subtask: 2), History()),
        ]
    }()

    private static let plans: [Example] = {
        let edited = TaskCommand.adopt(.sketch(["x"]), .edited)
        let file = TaskCommand.adopt(.sketch(["x"]), .file)
        var begun = History(.adaptive, plan: "a")
        begun.start(.subtask(1))
        begun.when(.pause(.interrupted))
        return [
            example(.awaitsApproval, .resume(run: id(900)), awaiting()),
            example(.notAwaitingApproval, .approve(run: id(900)), begun),
            example(.planExists, file, History(.adaptive, plan: "a")),
            example(.noPlan, edited, History(RunOptions())),
            example(.planBegun, edited, begun),
            example(.notPaused, edited, History(.adaptive, plan: "a")),
            example(.planUnsound, .adopt(.sketch(["a<a"]), .edited), awaiting()),
            example(.alreadyFinished, edited, finished()),
        ]
    }()

    private static let ends: [Example] = {
        var cancelled = History(.adaptive, plan: "a")
        cancelled.when(.cancel)
        return [
            example(.alreadyFinished, .resume(run: id(900)), finished()),
            example(.alreadyFinished, .cancel, finished()),
            example(.cancelled, .resume(run: id(900)), cancelled),
            example(.cancelled, .retry(run: id(900), subtask: nil), cancelled),
            example(
                .notEnded, .retry(run: id(900), subtask: nil), History(.adaptive, plan: "a")),
            example(.nothingFailed, .retry(run: id(900), subtask: nil), finished()),
            example(.noSubtask(3), .retry(run: id(900), subtask: 3), finished()),
            example(.hasResult(1), .retry(run: id(900), subtask: 1), finished()),
        ]
    }()

    private static let money: [Example] = {
        var doubtful = History(.adaptive, plan: "a")
        let lost = doubtful.start(.subtask(1))
        let resolution = AttemptResolved(attempt: lost, source: .operator, billed: Ticks(1))
        let early = doubtful
        doubtful.lose(.subtask(1), .streamCut)
        doubtful.when(.resolve(resolution))
        let capped = History(.with { $0.costMax = Ticks(900) })
        let first = AttemptReference.sample(id(500), call)
        let unpriced = AttemptReference.sample(id(500), call, hold: nil)
        return [
            example(.notInDoubt(lost.id), .resolve(resolution), early),
            example(.alreadyResolved(lost.id), .resolve(resolution), doubtful),
            example(
                .overBudget(cap: Ticks(900), left: Ticks(900), hold: Ticks(1_000)),
                .start(.sample(first)), capped),
            example(.noPrice(model: "grok-4"), .start(.sample(unpriced)), capped),
        ]
    }()

    private static let examples = beginnings + plans + ends + money

    // MARK: - Tests

    @Test(
        "Given this history, the command is refused, and so it is the second time",
        arguments: examples)
    func refuses(example: Example) {
        for _ in 1...2 {
            #expect(throws: example.refusal) {
                try TaskDecider.decide(example.command, example.state)
            }
        }
        #expect(!"\(example.refusal)".isEmpty)
    }

    @Test("Who asks before editing a plan is told what the decision will say", arguments: plans)
    func editing(example: Example) {
        guard case .adopt(let proposal, .edited) = example.command, proposal.problems.isEmpty else {
            return
        }
        #expect(TaskDecider.editRefusal(example.state) == example.refusal)
    }

    @Test("There is an example of every refusal")
    func complete() {
        #expect(Set(Self.examples.map(\.refusal.name)) == EveryCommandTests.refusals)
    }

    @Test("No two refusals of one command say the same")
    func sentences() {
        let sentences = Set(Self.examples.map { "\($0.refusal)" })
        #expect(sentences.count == Set(Self.examples.map(\.refusal)).count)
    }
}
