import Ledger
import Orchestration
import Testing

@Suite("What the model is told")
struct RequestDraftTests {
    private let texts =
        ["the task", "the context"]
        + "abcde".flatMap { ["\($0)", "do \($0)", "result of \($0)"] }
        + ["first plan", "second plan", "the reasons", "merged 0", "merged 1"]

    private func request(_ call: Call, _ history: History) -> String {
        RequestDraft.draft(of: call, in: history.state).rendered(texts)
    }

    /// A task with a context whose sub-tasks answer with "result of" their name.
    private func history(
        _ strategy: Strategy, _ plan: [String], answered: [String], bytes: Int = 40
    ) -> History {
        var history = History(.with { $0.strategy = strategy }, context: "the context")
        history.answer(.decomposition(round: 0), plan: .sketch(plan))
        for name in answered {
            let number = history.state.subtasks.first { $0.planned.name == named(name) }!.planned
                .subtask
            history.answer(.subtask(number), text: "result of \(name)", bytes: bytes)
        }
        return history
    }

    private func results(in request: String) -> [String] {
        "abcde".map(String.init).filter { request.contains("result of \($0)") }
    }

    @Test("The decomposition gets the task, its context and how many sub-tasks are wanted")
    func decomposition() {
        for (most, words) in [
            (1, "at most 1 "), (2, "at most 2 "), (3, "3 to 3"), (5, "3 to 5"),
            (6, "up to 6 "), (1_000, "up to 1000 "),
        ] {
            let history = History(.with { $0.subtasksMax = most }, context: "the context")
            let request = request(.decomposition(round: 0), history)
            #expect(request.contains("Make \(words)"))
            #expect(request.contains("Task:\nthe task"))
            #expect(request.contains("Context:\nthe context"))
            #expect(request.contains("\"simple\"") && request.contains("\"adaptive\""))
        }
        #expect(!request(.decomposition(round: 0), History(RunOptions())).contains("Context"))
    }

    @Test("Every sub-task's request has the task, the context and, last, its own description")
    func always() {
        for strategy in Strategy.allCases {
            let history = history(strategy, ["a", "b<a", "c"], answered: [])
            for number in 1...3 {
                let draft = RequestDraft.draft(of: .subtask(number), in: history.state)
                let description = history.state.subtasks[number - 1].planned.description
                #expect(draft.prefix == nil)
                #expect(draft.messages.map(\.speaker) == [.system, .user])
                #expect(draft.messages.last?.parts.last == .text(description))
                #expect(draft.texts.first == named("the task"))
                #expect(draft.texts.contains(named("the context")))
            }
        }
    }

    @Test("Parallel: no sub-task gets another's result, even if it is there already")
    func parallel() {
        let history = history(.parallel, ["a", "b<a", "c<a,b"], answered: ["a", "b"])
        #expect(results(in: request(.subtask(3), history)).isEmpty)
    }

    @Test("Sequential: each gets the results before it, whether it depends on them or not")
    func sequential() {
        let history = history(.sequential, ["a", "b", "c<a", "d"], answered: ["a", "b", "c"])
        for number in 1...4 {
            let expected = ["a", "b", "c"].prefix(number - 1)
            #expect(results(in: request(.subtask(number), history)) == Array(expected))
        }
    }

    @Test("Adaptive: each gets the results of its own dependencies and no others")
    func adaptive() {
        let history = history(
            .adaptive, ["a", "b", "c<a", "d<a,b", "e<c"], answered: ["a", "b", "c"])
        #expect(results(in: request(.subtask(3), history)) == ["a"])
        #expect(results(in: request(.subtask(4), history)) == ["a", "b"])
        // What a dependency built on is in its result, not beside it.
        #expect(results(in: request(.subtask(5), history)) == ["c"])
    }

    @Test("A result is headed by its sub-task, and one that is not whole says so")
    func notes() {
        let notes: [(AnswerOutcome, String)] = [
            (.cut, "cut off"), (.refused, "declined"), (.empty, "no text"),
        ]
        for (outcome, words) in notes {
            var history = History(.adaptive, plan: "a", "b<a")
            history.answer(.subtask(1), outcome, text: "result of a")
            let request = request(.subtask(2), history)
            #expect(request.contains("## a: do a\n(") && request.contains(words))
            #expect(request.contains(")\nresult of a"))
        }
        let whole = request(.subtask(2), history(.adaptive, ["a", "b<a"], answered: ["a"]))
        #expect(whole.contains("## a: do a\nresult of a\n\nYour sub-task:\ndo b"))
    }

    @Test("Sequential leaves out what failed")
    func sequentialFailure() {
        var history = history(.sequential, ["a", "b", "c"], answered: ["a"])
        history.fail(.subtask(2), .invalidRequest)
        let request = request(.subtask(3), history)
        #expect(results(in: request) == ["a"])
        #expect(!request.contains("do b"))
    }

    @Test("The aggregation gets every result, and where there is none it is told")
    func aggregation() {
        var history = history(.adaptive, ["a", "b", "c<b", "d"], answered: ["a", "d"])
        history.fail(.subtask(2), .invalidRequest)
        let request = request(.aggregation(round: 0), history)
        #expect(results(in: request) == ["a", "d"])
        #expect(request.contains("## b: do b\n(This sub-task failed; there is no result.)"))
        #expect(request.contains("## c: do c\n(This sub-task was skipped; there is no result.)"))
        #expect(request.contains("Task:\nthe task") && request.contains("Context:\nthe context"))
        #expect(request.hasSuffix("Write the final answer to the task now."))
    }

    @Test("Merges in rounds get their own results each, the last one theirs, and every one is used")
    func rounds() {
        var history = history(
            .parallel, ["a", "b", "c", "d"], answered: ["a", "b", "c", "d"], bytes: 300_000)
        let first = request(.aggregation(round: 0), history)
        let second = request(.aggregation(round: 1), history)
        #expect(results(in: first) == ["a", "b"])
        #expect(results(in: second) == ["c", "d"])
        #expect(first.contains("it will be merged with others"))
        history.answer(.aggregation(round: 0), text: "merged 0")
        history.answer(.aggregation(round: 1), text: "merged 1")
        let last = request(.aggregation(round: 2), history)
        #expect(last.contains("part 1\nmerged 0") && last.contains("part 2\nmerged 1"))
        #expect(results(in: last).isEmpty)
        #expect(last.hasSuffix("Write the final answer to the task now."))
    }

    @Test("A repair continues the conversation: the earlier messages are a prefix, not repeated")
    func repair() {
        var history = History(RunOptions(), context: "the context")
        var attempt = history.start(.decomposition(round: 0))
        history.answer(.decomposition(round: 0), text: "first plan", plan: .read(""))
        var draft = RequestDraft.draft(of: .decomposition(round: 1), in: history.state)
        #expect(draft.prefix == named("request of \(attempt.id)"))
        #expect(draft.messages.map(\.speaker) == [.assistant, .user])
        #expect(draft.texts == [named("first plan"), named("the reasons")])
        attempt = history.start(.decomposition(round: 1))
        history.answer(.decomposition(round: 1), text: "second plan", plan: .read(""))
        draft = RequestDraft.draft(of: .decomposition(round: 2), in: history.state)
        #expect(draft.prefix == named("request of \(attempt.id)"))
        #expect(draft.texts == [named("second plan"), named("the reasons")])
    }

    @Test("An answer without a text is not sent back: the reasons alone are")
    func repairOfNothing() {
        var history = History(RunOptions())
        history.answer(.decomposition(round: 0), .empty, bytes: 0, plan: .read("", .empty))
        let draft = RequestDraft.draft(of: .decomposition(round: 1), in: history.state)
        #expect(draft.prefix != nil)
        #expect(draft.messages.map(\.speaker) == [.user])
        #expect(draft.texts == [named("the reasons")])
    }

    @Test("An attempt that is made again asks the same question, word for word")
    func sameQuestion() {
        var history = history(.adaptive, ["a", "b<a"], answered: ["a"])
        let before = RequestDraft.draft(of: .subtask(2), in: history.state)
        history.lose(.subtask(2), .streamCut)
        history.resume()
        #expect(RequestDraft.draft(of: .subtask(2), in: history.state) == before)
    }

    @Test("The model of a call goes with its role")
    func roles() {
        let state = history(.parallel, ["a:simple", "b:medium", "c:complex"], answered: []).state
        #expect((1...3).map { state.role(of: .subtask($0)) } == [.simple, .medium, .complex])
        #expect(state.role(of: .decomposition(round: 2)) == .decomposition)
        #expect(state.role(of: .aggregation(round: 1)) == .aggregation)
    }
}
