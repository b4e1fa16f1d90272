/// A run carries on. Calls that failed are owed again; finished ones are reused.
public struct TaskResumed: EventBody {
    public static let type = "task-resumed.v1"

    /// Made by the process that carries on, so that the same resumption is recorded once.
    public let run: EventID
    /// Calls whose answers are not asked for again.
    public let callsReused: Int
    /// What those answers had cost.
    public let reusedTicks: Ticks
    /// The cap on the whole run from now on; nil when it stays as it was.
    public let costMax: Ticks?

    public init(run: EventID, callsReused: Int, reusedTicks: Ticks, costMax: Ticks? = nil) {
        self.run = run
        self.callsReused = callsReused
        self.reusedTicks = reusedTicks
        self.costMax = costMax
    }

    private enum CodingKeys: String, CodingKey {
        case run
        case callsReused = "calls_reused"
        case reusedTicks = "reused_ticks"
        case costMax = "max_cost_ticks"
    }
}
