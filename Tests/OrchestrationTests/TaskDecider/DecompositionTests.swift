import Ledger
import Orchestration
import Testing

@Suite("Adopting, refusing and repairing plans")
struct DecompositionTests {
    private let first = Call.decomposition(round: 0)

    private func proposal(_ words: String..., subtasksMax: Int = 5) -> PlanProposal {
        .read(PlanDraft.sketch(words).json, subtasksMax: subtasksMax)
    }

    @Test("A valid plan is adopted with all its sub-tasks in the same decision")
    func adopted() {
        var history = History(RunOptions())
        let attempt = history.start(first)
        let plan = PlanProposal.sketch(["a:simple", "b<a"], strategy: .sequential)
        let events = history.answer(first, plan: plan)
        #expect(
            events.names == [
                "attempt-answered", "plan-adopted", "subtask-planned", "subtask-planned",
            ])
        #expect(
            events[1]
                == .planAdopted(
                    PlanAdopted(
                        attempt: attempt.id, subtasks: 2, requestedStrategy: .adaptive,
                        effectiveStrategy: .adaptive, recommendedStrategy: .sequential,
                        droppedDependencies: 0, repairs: 0)))
        #expect(events[2...] == plan.subtasks.map(Event.subtaskPlanned)[...])
        #expect(history.askedSubtasks == [1])
    }

    @Test("An invalid plan goes back with its reasons, twice; then the third may be valid")
    func repairedTwice() {
        var history = History(RunOptions())
        for round in 0...1 {
            let call = Call.decomposition(round: round)
            let attempt = history.start(call)
            let events = history.answer(call, plan: .read("no plan"))
            #expect(
                events.last
                    == .planRefused(
                        PlanRefused(
                            attempt: attempt.id, problems: [.notJSON],
                            reasons: named("the reasons"))))
            #expect(history.asked == [.decomposition(round: round + 1)])
        }
        history.answer(.decomposition(round: 2), plan: .sketch(["a"]))
        #expect(history.state.plan?.repairs == 2)
        #expect(history.askedSubtasks == [1])
    }

    @Test("A plan whose edges alone are wrong goes back too, as long as there are tries")
    func edgesGoBack() {
        var history = History(RunOptions())
        let events = history.answer(first, plan: proposal("a<a"))
        #expect(events.names == ["attempt-answered", "plan-refused"])
    }

    @Test("The third plan is adopted without its wrong edges, and they are counted")
    func thirdWithWrongEdges() {
        var history = History(RunOptions())
        history.answer(first, plan: .read(""))
        history.answer(.decomposition(round: 1), plan: .read("{}"))
        history.answer(.decomposition(round: 2), plan: proposal("a<b,x,a", "b<a", "c<b"))
        #expect(history.state.plan?.droppedDependencies == 3)
        #expect(history.state.plan?.repairs == 2)
        #expect(history.state.subtasks.map(\.planned.dependencies) == [[], [1], [1]])
        #expect(history.askedSubtasks == [1])
    }

    @Test("A third plan that is wrong otherwise fails the task, with the reasons on record")
    func thirdFails() {
        var history = History(RunOptions())
        history.answer(first, plan: .read(""))
        history.answer(.decomposition(round: 1), plan: .read(""))
        let events = history.answer(
            .decomposition(round: 2), plan: proposal("a", "a<a", subtasksMax: 5))
        #expect(events.names == ["attempt-answered", "plan-refused", "task-failed"])
        #expect(events.last == .taskFailed(TaskFailed(reason: .planInvalid, cause: nil)))
        #expect(TaskDecider.owed(history.state).isEmpty)
    }

    @Test("After that, resuming asks for a plan anew: with three tries and new names of calls")
    func resumedAfterInvalidPlans() {
        var history = History(RunOptions())
        for round in 0...2 { history.answer(.decomposition(round: round), plan: .read("")) }
        let run = history.nextID()
        #expect(
            history.when(.resume(run: run))
                == [.taskResumed(TaskResumed(run: run, callsReused: 0, reusedTicks: .zero))])
        for round in 3...5 {
            #expect(history.asked == [.decomposition(round: round)])
            #expect(history.state.refusedPlans.count == round - 3)
            history.answer(.decomposition(round: round), plan: .read(""))
        }
        #expect(history.state.phase == .failed(.planInvalid, nil))
        history.resume()
        history.answer(.decomposition(round: 6), plan: .read(""))
        history.answer(.decomposition(round: 7), plan: .sketch(["a"]))
        #expect(history.state.plan?.repairs == 7)
        for command in history.commands {
            #expect(history.repeated(command).isEmpty)
        }
    }

    @Test("Answers with refused plans were paid for and count as reused after a plan is adopted")
    func reusedPlans() {
        var history = History(RunOptions())
        history.answer(first, ticks: Ticks(5), plan: .read(""))
        history.answer(.decomposition(round: 1), ticks: nil, plan: .sketch(["a"]))
        history.when(.pause(.interrupted))
        let run = history.nextID()
        #expect(
            history.when(.resume(run: run))
                == [.taskResumed(TaskResumed(run: run, callsReused: 2, reusedTicks: Ticks(5)))])
    }

    @Test("The same kind of problem many times is recorded once")
    func distinctProblems() {
        var history = History(RunOptions())
        let plan = proposal("a", "a", "a<x", "b<y", "c<z,c", subtasksMax: 3)
        history.answer(first, plan: plan)
        guard case .planRefused(let body) = history.events.last?.event else {
            Issue.record("no plan was refused")
            return
        }
        #expect(body.problems.count == Set(body.problems).count)
        #expect(Set(body.problems) == Set(plan.problems))
    }

    @Test("An answer without a proposal, or with problems and no reasons, fails the task resumably")
    func noProposal() {
        let hollow = PlanProposal(
            subtasks: [], recommendedStrategy: nil, droppedDependencies: 0, problems: [],
            reasons: nil)
        let silent = PlanProposal(
            subtasks: [], recommendedStrategy: nil, droppedDependencies: 0, problems: [.notJSON],
            reasons: nil)
        for plan in [nil, hollow, silent] {
            var history = History(RunOptions())
            let events = history.answer(first, plan: plan)
            #expect(events.names == ["attempt-answered", "task-failed"])
            history.resume()
            #expect(history.asked == [.decomposition(round: 1)])
            history.answer(.decomposition(round: 1), plan: .sketch(["a"]))
            #expect(history.askedSubtasks == [1])
        }
    }

    @Test("A plan that arrives while the task is paused is adopted, and carried out on resumption")
    func whilePaused() {
        var history = History(RunOptions())
        history.start(first)
        history.when(.pause(.interrupted))
        history.answer(first, plan: .sketch(["a"]))
        #expect(TaskDecider.owed(history.state).isEmpty)
        history.resume()
        #expect(history.askedSubtasks == [1])
    }

    @Test(
        "A decomposition that cannot be had fails the task, and resuming asks that call again",
        arguments: [FailureReason.unknownModel, .invalidRequest, .simulatorAnswered])
    func decompositionFails(reason: FailureReason) {
        var history = History(RunOptions())
        let events = history.fail(first, reason)
        #expect(events.names == ["attempt-failed", "task-failed"])
        #expect(
            events.last
                == .taskFailed(TaskFailed(reason: .decompositionFailed, cause: reason)))
        history.resume()
        #expect(history.asked == [first])
        #expect(history.start(first).number == 2)
    }
}
