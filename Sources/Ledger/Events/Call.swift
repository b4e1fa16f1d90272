/// One question of a task: the decomposition (asked again after each refused plan), one sub-task,
/// or the aggregation.
public struct Call: Hashable, Sendable, Codable {
    public let kind: CallKind
    /// The number of the sub-task in its plan, from 1; nil for the other kinds.
    public let subtask: Int?
    /// How many plans were refused before (decomposition) or which partial merge this is
    /// (aggregation); 0 for the first.
    public let round: Int

    private init(kind: CallKind, subtask: Int?, round: Int) {
        self.kind = kind
        self.subtask = subtask
        self.round = round
    }

    public static func decomposition(round: Int) -> Call {
        Call(kind: .decomposition, subtask: nil, round: round)
    }

    public static func subtask(_ number: Int) -> Call {
        Call(kind: .subtask, subtask: number, round: 0)
    }

    public static func aggregation(round: Int) -> Call {
        Call(kind: .aggregation, subtask: nil, round: round)
    }
}
