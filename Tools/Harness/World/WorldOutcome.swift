/// What became of one world.
struct WorldOutcome: Sendable {
    let seed: UInt64
    var attempts = 0
    var deaths = 0
    var storeFaults = 0
    var finished = 0
    var failed = 0
    var paused = 0
    /// Of its history: the same seed must lead to the same.
    var digest: UInt64 = 0
    var violations: [String] = []
}
