/// What became of one world.
struct WorldOutcome: Sendable {
    let seed: UInt64
    var attempts = 0
    var deaths = 0
    var storeFaults = 0
    /// Processes that were stopped for a while.
    var freezes = 0
    /// Calls of SQLite's that failed below it.
    var systemFaults = 0
    /// Pauses at a cap, and answers that cost more than their holds.
    var budgetPauses = 0
    var excesses = 0
    var finished = 0
    var failed = 0
    var paused = 0
    /// Of its history: the same seed must lead to the same.
    var digest: UInt64 = 0
    var violations: [String] = []
}
