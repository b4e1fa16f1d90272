import Ledger
import Orchestration
import Testing

@Suite("What a plan will probably cost")
struct PlanEstimateTests {
    private func state(_ words: String..., change: (inout RunOptions) -> Void = { _ in })
        -> TaskState
    {
        var history = History(
            .with {
                $0.awaitsApproval = true
                change(&$0)
            })
        history.answer(.decomposition(round: 0), plan: .sketch(words))
        return history.state
    }

    private func estimate(_ state: TaskState, _ history: CostHistory = .none) throws -> PlanEstimate
    {
        try PlanEstimate(of: state, prices: .builtIn, history: history)
    }

    @Test("Without history it is the documented tokens at the documented prices")
    func documented() throws {
        let result = try estimate(state("a:simple", "b:medium", "c:complex"))
        // 1,500 · 50,000, 3,000 · 80,000, 6,000 · 150,000 and 2,500 · 150,000 ticks.
        #expect(
            result.calls.map(\.p50?.count) == [75_000_000, 240_000_000, 900_000_000, 375_000_000])
        #expect(
            result.calls.map(\.p90?.count) == [
                100_000_000, 320_000_000, 1_200_000_000, 450_000_000,
            ])
        #expect(result.p50.ticks == Ticks(1_590_000_000))
        #expect(result.p90.ticks == Ticks(2_070_000_000))
        #expect(result.calls.allSatisfy { $0.basis == .typicalTokens })
    }

    @Test("With history it is what such calls have cost, by nearest rank, and only with enough")
    func history() throws {
        let medium = CostHistory.Key(kind: .subtask, model: "grok-3-fast")
        let merge = CostHistory.Key(kind: .aggregation, model: "grok-4")
        let costs = CostHistory([
            medium: (1...10).reversed().map { Ticks($0 * 100) },
            merge: [1, 2, 3, 4].map(Ticks.init),
        ])
        let result = try estimate(state("a:medium"), costs)
        #expect(result.calls[0].p50 == Ticks(500))
        #expect(result.calls[0].p90 == Ticks(900))
        #expect(result.calls[0].basis == .history(calls: 10))
        #expect(result.calls[1].basis == .typicalTokens)
    }

    @Test("A model without a price is unknown, not free")
    func unpriced() throws {
        let result = try estimate(state("a:medium", "b:simple") { $0.models.medium = "nobody" })
        #expect(result.calls[0].p50 == nil)
        #expect(result.calls[0].bound == nil)
        #expect(result.calls[0].basis == .unknown)
        #expect(result.p50.unknownCalls == 1)
        #expect(result.bound.unknownCalls == 1)
    }

    @Test("What has an answer is not estimated again")
    func answered() throws {
        var history = History(.adaptive, plan: "a:simple", "b:medium<a")
        #expect(try estimate(history.state).calls.count == 3)
        history.answer(.subtask(1))
        #expect(
            try estimate(history.state).calls.map(\.call) == [
                .subtask(2), .aggregation(round: 0),
            ])
        history.answer(.subtask(2))
        history.answer(.aggregation(round: 0))
        #expect(try estimate(history.state).calls.isEmpty)
    }

    @Test("The bound is at least the hold of every call whose results come at their longest")
    func bound() throws {
        var random = SeededGenerator("estimates")
        for _ in 0..<100 {
            let count = Int.random(in: 1...12, using: &random)
            let draft = PlanDraft.random(count: count, edges: 0...20, isAcyclic: true, &random)
            var history = History(.with { $0.subtasksMax = count })
            let plan = PlanProposal.read(draft.json, subtasksMax: count, descriptionBytes: 200)
            history.answer(.decomposition(round: 0), plan: plan)
            let estimate = try estimate(history.state)
            for call in estimate.calls {
                guard let number = call.call.subtask else { continue }
                let planned = history.state.subtasks[number - 1].planned
                let prompt =
                    history.state.submitted!.descriptionBytes + planned.descriptionBytes
                    + planned.dependencies.count * (16_384 + 200)
                let hold = try Hold.ticks(
                    requestBytes: prompt, completionTokensMax: 16_384, model: call.model,
                    price: PriceBook.builtIn.price(of: call.model))
                #expect(call.bound! >= hold!)
            }
            let merges = estimate.calls.count { $0.call.kind == .aggregation }
            #expect((1...max(1, count - 1)).contains(merges))
        }
    }

    @Test("Results that may get too long for one merge are bounded by several, and cost one merge")
    func rounds() throws {
        let words = (0..<30).map { "s\($0):simple" }
        var history = History(.with { $0.subtasksMax = 30 })
        history.answer(.decomposition(round: 0), plan: .sketch(words))
        let result = try estimate(history.state)
        #expect(result.calls.count { $0.call.kind == .aggregation } > 1)
        #expect(result.p50.ticks == Ticks(30 * 75_000_000 + 375_000_000))
    }
}

@Suite("The shape of a plan")
struct PlanShapeTests {
    private func shape(_ strategy: Strategy, _ words: String...) -> PlanShape {
        var history = History(.with { $0.strategy = strategy })
        history.answer(.decomposition(round: 0), plan: .sketch(words))
        return PlanShape(history.state)
    }

    @Test("The critical path is the longest by typical tokens, and ties go to the plan's order")
    func criticalPath() {
        let plan = ["a:simple", "b:complex", "c:medium<a", "d:simple<a,b", "e:simple<c,d"]
        let shape = shape(.adaptive, plan[0], plan[1], plan[2], plan[3], plan[4])
        #expect(shape.criticalPath == [2, 4, 5])
        #expect(shape.parents == [nil, nil, 1, 2, 4])
        #expect(shape.width == 2)
        #expect(self.shape(.adaptive, "a", "b").criticalPath == [1])
    }

    @Test("In sequence everything is on the path; in parallel the longest sub-task is")
    func strategies() {
        #expect(shape(.sequential, "a", "b", "c").criticalPath == [1, 2, 3])
        #expect(shape(.sequential, "a", "b", "c").width == 1)
        #expect(shape(.parallel, "a", "b:complex<a", "c").criticalPath == [2])
        #expect(shape(.parallel, "a", "b:complex<a", "c").width == 3)
    }
}
