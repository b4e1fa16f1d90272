import Ledger
import Orchestration
import Testing

@Suite("Plans that a person wants to see first, hands over or changes")
struct ApprovalTests {
    private let first = Call.decomposition(round: 0)

    private func awaiting(_ words: String...) -> History {
        var history = History(.with { $0.awaitsApproval = true })
        history.answer(first, plan: .sketch(words))
        return history
    }

    private func refusal(_ command: TaskCommand, _ state: TaskState) -> TaskRefusal? {
        do {
            _ = try TaskDecider.decide(command, state)
            return nil
        } catch { return error }
    }

    @Test("The pause comes in the same decision as the plan, and nothing is owed")
    func pauses() {
        var history = History(.with { $0.awaitsApproval = true })
        let events = history.answer(first, plan: .sketch(["a", "b<a"]))
        #expect(
            events.names == [
                "attempt-answered", "plan-adopted", "subtask-planned", "subtask-planned",
                "task-paused",
            ])
        #expect(history.state.phase == .paused(.awaitingApproval))
        #expect(TaskDecider.owed(history.state).isEmpty)
    }

    @Test("A plan that comes while the run is interrupted awaits approval all the same")
    func pausesWhilePaused() {
        var history = History(.with { $0.awaitsApproval = true })
        history.start(first)
        history.when(.pause(.interrupted))
        history.answer(first, plan: .sketch(["a"]))
        #expect(history.state.isAwaitingApproval)
    }

    @Test("Only an approval carries on; a resumption is refused")
    func approval() {
        var history = awaiting("a")
        let run = history.nextID()
        #expect(refusal(.resume(run: run), history.state) == .awaitsApproval)
        #expect(history.when(.approve(run: run)).names == ["task-resumed"])
        #expect(history.askedSubtasks == [1])
        #expect(refusal(.approve(run: history.nextID()), history.state) == .notAwaitingApproval)
        // Once approved it stays so.
        history.when(.pause(.interrupted))
        history.resume()
        #expect(history.askedSubtasks == [1])
    }

    @Test("A plan handed over with the task is adopted without asking anybody")
    func planFile() {
        var history = History(.with { $0.strategy = .parallel })
        let events = history.when(.adopt(.sketch(["a", "b<a"], strategy: .sequential), .file))
        guard case .planAdopted(let body) = events.first else {
            Issue.record("no plan was adopted")
            return
        }
        #expect(body.source == .file)
        #expect(body.attempt == nil)
        #expect(body.recommendedStrategy == nil)
        #expect(body.effectiveStrategy == .parallel)
        #expect(body.droppedDependencies == 1)
        #expect(history.askedSubtasks == [1, 2])
    }

    @Test("A plan file is no way around an approval that was wished for")
    func planFileAwaitsApproval() {
        var history = History(.with { $0.awaitsApproval = true })
        let events = history.when(.adopt(.sketch(["a"]), .file))
        #expect(events.names == ["plan-adopted", "subtask-planned", "task-paused"])
        #expect(history.state.isAwaitingApproval)
    }

    @Test("Once a plan was asked for or adopted, none can be handed over")
    func tooLate() {
        let other = PlanProposal.sketch(["x"])
        var history = History(RunOptions())
        history.start(first)
        #expect(refusal(.adopt(other, .file), history.state) == .planExists)
        history.answer(first, plan: .sketch(["a"]))
        #expect(refusal(.adopt(other, .file), history.state) == .planExists)
    }

    @Test("An edited plan takes the place of the old one, with its own strategy")
    func edited() {
        var history = awaiting("a", "b<a", "c<b")
        let events = history.when(
            .adopt(.sketch(["x:complex", "y:simple<x"], strategy: .sequential), .edited))
        #expect(events.names == ["plan-adopted", "subtask-planned", "subtask-planned"])
        #expect(history.state.plan?.source == .edited)
        #expect(history.state.plan?.effectiveStrategy == .sequential)
        #expect(history.state.isAwaitingApproval)
        history.when(.approve(run: history.nextID()))
        #expect(history.askedSubtasks == [1])
        history.answer(.subtask(1))
        history.answer(.subtask(2))
        #expect(history.asked == [.aggregation(round: 0)])
        #expect(history.state.subtasks.count == 2)
    }

    @Test("Without a strategy of its own an edited plan keeps the one that was in effect")
    func keepsStrategy() {
        var history = awaiting("a")
        history.when(.adopt(.sketch(["x"], strategy: .parallel), .edited))
        history.when(.adopt(.sketch(["y", "z<y"]), .edited))
        #expect(history.state.plan?.effectiveStrategy == .parallel)
        #expect(history.state.plan?.droppedDependencies == 1)
    }

    @Test("The plan as it is, edited, is nothing new")
    func unchanged() {
        var history = awaiting("a", "b<a")
        #expect(history.when(.adopt(.sketch(["a", "b<a"]), .edited)).isEmpty)
        #expect(history.state.plan?.source == nil)
    }

    @Test("A plan cannot be edited before there is one, while it runs, or once it has begun")
    func editRefusals() {
        let plan = TaskCommand.adopt(.sketch(["x"]), .edited)
        var history = History(RunOptions())
        #expect(refusal(plan, history.state) == .noPlan)
        history.answer(first, plan: .sketch(["a"]))
        #expect(refusal(plan, history.state) == .notPaused)
        history.start(.subtask(1))
        history.when(.pause(.interrupted))
        #expect(refusal(plan, history.state) == .planBegun)
        history.answer(.subtask(1))
        history.resume()
        history.answer(.aggregation(round: 0))
        #expect(refusal(plan, history.state) == .alreadyFinished)
    }

    @Test("A plan with problems or without sub-tasks is never adopted")
    func unsound() {
        let history = awaiting("a")
        for proposal in [PlanProposal.read("no plan"), .sketch(["a<a"]), .sketch([])] {
            #expect(refusal(.adopt(proposal, .edited), history.state) == .planUnsound)
        }
    }
}
