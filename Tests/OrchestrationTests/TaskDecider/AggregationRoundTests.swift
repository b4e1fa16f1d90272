import Ledger
import Orchestration
import Testing

@Suite("Rounds of the aggregation")
struct AggregationRoundTests {
    private typealias Input = AggregationRound.Input

    /// Bytes of results that a merge has room for: three for each token of the window that neither
    /// the answer nor the task takes.
    private let capacity = (256_000 - 32_768) * 3 - 20 - 4_096
    /// What counts for a result beside its text: the description and a heading.
    private let extra = 10 + 256

    /// A task whose sub-tasks have all ended with results of these lengths; nil for a failed one.
    private func history(_ bytes: [Int?]) -> History {
        var history = History(
            .with {
                $0.strategy = .parallel
                $0.subtasksMax = bytes.count
            })
        let words = bytes.indices.map { "s\($0)" }
        let plan = PlanProposal.read(
            PlanDraft.sketch(words).json, subtasksMax: bytes.count, descriptionBytes: 10)
        history.answer(.decomposition(round: 0), plan: plan)
        for (index, bytes) in bytes.enumerated() {
            if let bytes {
                history.answer(.subtask(index + 1), bytes: bytes)
            } else {
                history.fail(.subtask(index + 1), .invalidRequest)
            }
        }
        return history
    }

    @Test("There are no rounds before every sub-task has ended")
    func notBefore() {
        var history = History(.parallel, plan: "a", "b")
        history.answer(.subtask(1))
        #expect(AggregationRound.rounds(of: history.state).isEmpty)
    }

    @Test("Results that fit together are merged at once, failed sub-tasks included")
    func single() {
        let rounds = AggregationRound.rounds(of: history([100, nil, 0, 200]).state)
        #expect(rounds.map(\.inputs) == [[.subtask(1), .subtask(2), .subtask(3), .subtask(4)]])
        #expect(rounds.map(\.isFinal) == [true])
    }

    @Test("The room is used to the last byte")
    func exactly() {
        let fits = history([capacity - 2 * extra - 5, 5])
        #expect(AggregationRound.rounds(of: fits.state).count == 1)
        let tooLong = history([100, capacity - 2 * extra - 99, 5])
        let rounds = AggregationRound.rounds(of: tooLong.state)
        #expect(rounds.map(\.inputs) == [[.subtask(2), .subtask(3)]])
        #expect(rounds.map(\.isFinal) == [false])
    }

    @Test("A result that is alone in its group goes on unmerged instead of being paid for again")
    func alone() {
        let third = capacity / 3
        var history = history([third, third, third])
        #expect(
            AggregationRound.rounds(of: history.state).map(\.inputs)
                == [[.subtask(1), .subtask(2)]])
        history.answer(.aggregation(round: 0), bytes: third)
        let rounds = AggregationRound.rounds(of: history.state)
        #expect(rounds.map(\.inputs) == [[.subtask(1), .subtask(2)], [.round(0), .subtask(3)]])
        #expect(rounds.map(\.isFinal) == [false, true])
    }

    @Test("When no two results fit together, one last merge gets them all: nothing is cut")
    func nothingFits() {
        let rounds = AggregationRound.rounds(of: history([capacity, capacity, capacity]).state)
        #expect(rounds.map(\.inputs.count) == [3])
        #expect(rounds.map(\.isFinal) == [true])
    }

    @Test("All merges of a level are asked at once, and the next level when they are answered")
    func levels() {
        var history = history([Int](repeating: capacity / 3, count: 4))
        #expect(history.asked == [.aggregation(round: 0), .aggregation(round: 1)])
        history.answer(.aggregation(round: 1))
        #expect(history.asked == [.aggregation(round: 0)])
        history.answer(.aggregation(round: 0))
        #expect(history.asked == [.aggregation(round: 2)])
        history.answer(.aggregation(round: 2), text: "the end")
        #expect(history.state.finished?.result == named("the end"))
    }

    @Test("A merge on the way that was cut makes the run partial")
    func cutOnTheWay() {
        var history = history([Int](repeating: capacity / 3, count: 4))
        history.answer(.aggregation(round: 0), .cut)
        history.answer(.aggregation(round: 1))
        history.answer(.aggregation(round: 2))
        #expect(history.state.phase == .finished(.partial))
    }
}

@Suite("Random rounds")
struct RandomRoundTests {
    private typealias Input = AggregationRound.Input
    private let capacity = (256_000 - 32_768) * 3 - 20 - 4_096

    @Test("Nothing is lost or merged twice, merges fit, and the last one comes")
    func rounds() {
        var random = SeededGenerator("rounds")
        for _ in 0..<150 {
            let count = Int.random(in: 1...12, using: &random)
            let most = [1_000, 200_000, 500_000, 900_000].randomElement(using: &random)!
            var sizes: [Input: Int] = [:]
            var history = History(
                .with {
                    $0.strategy = .parallel
                    $0.subtasksMax = count
                })
            let draft = PlanDraft.sketch((0..<count).map { "s\($0)" })
            history.answer(
                .decomposition(round: 0),
                plan: .read(draft.json, subtasksMax: count, descriptionBytes: 10))
            for number in 1...count {
                let bytes = Int.random(in: 0...most, using: &random)
                sizes[.subtask(number)] = bytes + 10 + 256
                history.answer(.subtask(number), bytes: bytes)
            }
            var known: [AggregationRound] = []
            while case .running = history.state.phase, known.count < 2 * count {
                let rounds = AggregationRound.rounds(of: history.state)
                #expect(Array(rounds.prefix(known.count)) == known)
                known = rounds
                guard let call = history.asked.randomElement(using: &random) else { break }
                let bytes = Int.random(in: 0...most, using: &random)
                sizes[.round(call.round)] = bytes + 256
                history.answer(call, bytes: bytes)
            }
            #expect(history.state.phase == .finished(.succeeded))
            check(known, count, sizes)
        }
    }

    private func check(_ rounds: [AggregationRound], _ count: Int, _ sizes: [Input: Int]) {
        #expect(rounds.map(\.number) == Array(rounds.indices))
        #expect(rounds.filter(\.isFinal).map(\.number) == [rounds.count - 1])
        #expect(rounds.count <= max(count - 1, 1))
        func size(_ input: Input) -> Int { sizes[input] ?? 0 }
        for round in rounds.dropLast() {
            #expect(round.inputs.count > 1)
            #expect(round.inputs.reduce(0) { $0 + size($1) } <= capacity)
        }
        let last = rounds[rounds.count - 1].inputs
        let isTight = zip(last, last.dropFirst()).allSatisfy { size($0) + size($1) > capacity }
        #expect(last.reduce(0) { $0 + size($1) } <= capacity || isTight)
        func subtasks(_ input: Input) -> [Int] {
            switch input {
            case .subtask(let number): [number]
            case .round(let number): rounds[number].inputs.flatMap(subtasks)
            }
        }
        #expect(last.flatMap(subtasks) == Array(1...count))
    }
}
