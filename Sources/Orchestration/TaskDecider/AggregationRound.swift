internal import Ledger

/// One merge: of sub-task results, or of earlier merges when all results together are beyond the
/// model's window. Nothing is ever cut to make it fit.
public struct AggregationRound: Hashable, Sendable {
    public enum Input: Hashable, Sendable {
        case subtask(Int)
        case round(Int)
    }

    public let number: Int
    public let inputs: [Input]
    /// Whether its answer is the task's result.
    public let isFinal: Bool

    /// Bytes that a heading and the words around a result take, generously.
    private static let inputBytesExtra = 256

    /// The rounds that can be told so far: the inputs of a later level are known once the level
    /// before has been answered. Empty until every sub-task has ended.
    public static func rounds(of state: TaskState) -> [AggregationRound] {
        if state.isMergingInterim { return interim(of: state).map { [$0] } ?? [] }
        guard state.hasAllSubtasksEnded else { return [] }
        let capacity = capacityBytes(state)
        var rounds: [AggregationRound] = []
        var level = state.subtasks.map { Input.subtask($0.planned.subtask) }
        while true {
            let groups = pack(level, capacity: capacity, state)
            guard groups.count > 1, groups.count < level.count else {
                rounds.append(
                    AggregationRound(
                        number: state.interimRounds + rounds.count, inputs: level, isFinal: true))
                return rounds
            }
            level = groups.map { group in
                // One alone has nothing to be merged with yet: it goes on as it is.
                guard group.count > 1 else { return group[0] }
                let number = state.interimRounds + rounds.count
                rounds.append(
                    AggregationRound(number: number, inputs: group, isFinal: false))
                return .round(number)
            }
            guard level.allSatisfy({ isKnown($0, state) }) else { return rounds }
        }
    }

    /// The merge of what there is when a cap has stopped the run: nil if nothing is new since the
    /// last one, or if it is beyond the window.
    static func interim(of state: TaskState) -> AggregationRound? {
        guard state.isMergingInterim, state.resultsSoFar > state.interimResults else { return nil }
        let inputs = state.subtasks.map { Input.subtask($0.planned.subtask) }
        guard pack(inputs, capacity: capacityBytes(state), state).count == 1 else { return nil }
        return AggregationRound(number: state.interimRounds, inputs: inputs, isFinal: false)
    }

    private static func isKnown(_ input: Input, _ state: TaskState) -> Bool {
        guard case .round(let number) = input else { return true }
        return state.state(of: .aggregation(round: number)).answer != nil
    }

    /// Neighbours together as long as they fit.
    private static func pack(
        _ level: [Input], capacity: Int, _ state: TaskState
    ) -> [[Input]] {
        var groups: [[Input]] = []
        var free = 0
        for input in level {
            let size = bytes(of: input, state)
            if groups.isEmpty || size > free {
                groups.append([])
                free = capacity
            }
            groups[groups.count - 1].append(input)
            free -= size
        }
        return groups
    }

    private static func bytes(of input: Input, _ state: TaskState) -> Int {
        switch input {
        case .subtask(let number):
            let subtask = state.subtasks[number - 1]
            return subtask.planned.descriptionBytes + (subtask.call.answer?.textBytes ?? 0)
                + inputBytesExtra
        case .round(let number):
            let answer = state.state(of: .aggregation(round: number)).answer
            return (answer?.textBytes ?? 0) + inputBytesExtra
        }
    }

    /// Bytes of results that fit into the window beside the task and the answer.
    private static func capacityBytes(_ state: TaskState) -> Int {
        guard let submitted = state.submitted else { return 0 }
        let options = submitted.options
        let window = ModelCatalog.windowTokens(of: options.models.aggregation)
        let answer = Hold.completionTokensMax(of: .aggregation, subtasksMax: options.subtasksMax)
        let task = submitted.descriptionBytes + submitted.contextBytes + 4_096
        return max(0, (window - Int(answer)) * 3 - task)
    }
}
