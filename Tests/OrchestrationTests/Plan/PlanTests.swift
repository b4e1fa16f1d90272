import Ledger
import Orchestration
import Testing

@Suite("From a draft to a plan")
struct PlanTests {
    /// Names and dependencies by number.
    private func lines(_ plan: Plan) -> [String] {
        plan.subtasks.map {
            "\($0.name)<\($0.dependencies.map(String.init).joined(separator: ","))"
        }
    }

    private func plan(_ words: String...) -> Plan { Plan(.sketch(words)) }

    @Test("Numbers follow the plan's order where dependencies allow it")
    func stable() {
        #expect(lines(plan("a", "b", "c")) == ["a<", "b<", "c<"])
        #expect(lines(plan("a<c", "b", "c")) == ["b<", "c<", "a<2"])
        #expect(lines(plan("d<a", "c<a", "b<a", "a")) == ["a<", "d<1", "c<1", "b<1"])
        #expect(lines(plan("a<d", "b<c", "c", "d<b")) == ["c<", "b<1", "d<2", "a<3"])
    }

    @Test("What leads nowhere or to itself is left out and counted once")
    func deadEdges() {
        let plan = plan("a<nowhere,nowhere,a", "b<a,a")
        #expect(lines(plan) == ["a<", "b<1"])
        #expect(plan.droppedDependencies == 2)
    }

    @Test("Of a cycle, the edge that closes it in the plan's order is left out")
    func cycles() {
        let two = plan("a<b", "b<a")
        #expect(lines(two) == ["b<", "a<1"])
        #expect(two.droppedDependencies == 1)
        let three = plan("a<c", "b<a", "c<b", "d<c")
        #expect(lines(three) == ["c<", "a<1", "b<2", "d<1"])
        #expect(three.droppedDependencies == 1)
    }

    @Test("Every sub-task that depends on itself and on nobody: a plan without edges")
    func onlyWrongEdges() {
        let plan = plan("a<a,x", "b<b,x", "c<c,x")
        #expect(lines(plan) == ["a<", "b<", "c<"])
        #expect(plan.droppedDependencies == 6)
    }

    @Test("The recommendation, descriptions and complexities go along")
    func goesAlong() {
        let plan = Plan(.sketch(["a:complex<b", "b:simple"], strategy: .parallel))
        #expect(plan.recommendedStrategy == .parallel)
        #expect(plan.subtasks.map(\.description) == ["do b", "do a"])
        #expect(plan.subtasks.map(\.complexity) == [.simple, .complex])
    }
}

@Suite("Random plans")
struct RandomPlanTests {
    /// The edges of a draft that lead somewhere, by name.
    private func edges(_ draft: PlanDraft) -> Set<[String]> {
        let names = Set(draft.subtasks.map(\.name))
        return Set(
            draft.subtasks.flatMap { subtask in
                subtask.dependencies.filter { names.contains($0) && $0 != subtask.name }
                    .map { [subtask.name, $0] }
            })
    }

    private func edges(_ plan: Plan) -> Set<[String]> {
        Set(
            plan.subtasks.flatMap { subtask in
                subtask.dependencies.map { [subtask.name, plan.subtasks[$0 - 1].name] }
            })
    }

    /// Whether `goal` is among what `start` waits for, directly or not.
    private func waits(_ start: String, for goal: String, _ edges: Set<[String]>) -> Bool {
        var reached: Set<String> = [start]
        var isGrowing = true
        while isGrowing {
            let more = Set(edges.filter { reached.contains($0[0]) }.map { $0[1] })
            isGrowing = !more.isSubset(of: reached)
            reached.formUnion(more)
        }
        return reached.contains(goal)
    }

    private func checkShape(_ plan: Plan, _ draft: PlanDraft) {
        #expect(Set(plan.subtasks.map(\.name)) == Set(draft.subtasks.map(\.name)))
        for (index, subtask) in plan.subtasks.enumerated() {
            #expect(subtask.dependencies.allSatisfy { 0 < $0 && $0 <= index })
            #expect(subtask.dependencies == Array(Set(subtask.dependencies)).sorted())
        }
        let distinct = draft.subtasks.reduce(0) { $0 + Set($1.dependencies).count }
        #expect(plan.droppedDependencies == distinct - edges(plan).count)
    }

    @Test("Dependencies come before what waits for them, and of a sound plan none is lost")
    func acyclic() {
        var random = SeededGenerator("sound plans")
        for _ in 0..<200 {
            let draft = PlanDraft.random(
                count: Int.random(in: 1...12, using: &random), edges: 0...30, isAcyclic: true,
                &random)
            let reading = PlanReader.read(draft.json, outcome: .complete, subtasksMax: 12)
            #expect(reading.draft == draft)
            #expect(reading.problems.isEmpty)
            let plan = Plan(draft)
            checkShape(plan, draft)
            #expect(edges(plan) == edges(draft))
            checkOrder(plan, draft)
        }
    }

    /// Each place holds the first sub-task of the draft whose dependencies all have a place.
    private func checkOrder(_ plan: Plan, _ draft: PlanDraft) {
        var rest = draft.subtasks
        var placed: Set<String> = []
        for subtask in plan.subtasks {
            let first = rest.firstIndex { placed.isSuperset(of: $0.dependencies) }
            #expect(first.map { rest[$0].name } == subtask.name)
            if let first { placed.insert(rest.remove(at: first).name) }
        }
    }

    @Test("Of an unsound plan just the edges are left out that would close a cycle")
    func cyclic() {
        var random = SeededGenerator("unsound plans")
        for _ in 0..<200 {
            let draft = PlanDraft.random(
                count: Int.random(in: 1...8, using: &random), edges: 0...30, isAcyclic: false,
                &random)
            let plan = Plan(draft)
            checkShape(plan, draft)
            let kept = edges(plan)
            #expect(kept.isSubset(of: edges(draft)))
            for edge in edges(draft).subtracting(kept) {
                #expect(waits(edge[1], for: edge[0], kept), "\(edge) could have been kept")
            }
            let codes = PlanReader.read(draft.json, outcome: .complete, subtasksMax: 8).problems
                .map(\.code)
            #expect(codes.filter { !$0.concernsEdgesOnly }.isEmpty)
            #expect(codes.contains(.cycle) == !edges(draft).subtracting(kept).isEmpty)
        }
    }

    @Test("A thousand sub-tasks in one cycle with many edges are repaired")
    func large() {
        var random = SeededGenerator("a large plan")
        let draft = PlanDraft.random(
            count: Limits.subtasksMax, edges: 3_000...3_000, isAcyclic: false, &random)
        let plan = Plan(draft)
        #expect(plan.subtasks.count == Limits.subtasksMax)
        #expect(plan.droppedDependencies > 0)
    }
}
