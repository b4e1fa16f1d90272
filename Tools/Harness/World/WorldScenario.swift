internal import Ledger

/// What a seed decides before the world begins.
struct WorldScenario: Sendable {
    let tasks: Int
    let accounts: Int
    let subtasks: ClosedRange<Int>
    let options: RunOptions
    let faults: WorldFaults
    /// How often a step is followed by the death of its process, and how often in all.
    let killChance: Double
    let killsMax: Int
    let storeFaultChance: Double
    /// When a run is interrupted, in seconds.
    let interrupts: [Int]
    /// When the wall clock is set, and by how much, in seconds.
    let clockSteps: [(at: Int, by: Int)]

    init(seed: UInt64) {
        var draw = SeededGenerator(seed: seed)
        tasks = draw.pick(1, 1, 2, 3)
        accounts = draw.draw(1...3)
        subtasks = 1...draw.draw(2...8)
        faults = WorldFaults.drawn(&draw)
        killsMax = draw.pick(0, 2, 4, 8)
        killChance = draw.pick(0.02, 0.1, 0.3)
        storeFaultChance = draw.pick(0, 0, 0.03)
        interrupts = draw.chance(0.2) ? [draw.draw(1...120)] : []
        clockSteps =
            draw.chance(0.25)
            ? (0..<draw.draw(1...2)).map { _ in
                (draw.draw(1...200), draw.pick(-3_600, 3_600, -30, 30))
            } : []
        let windowMs: Int64 = draw.pick(60_000, 60_000, 10_000)
        options = RunOptions(
            strategy: draw.pick(.adaptive, .parallel, .sequential),
            routing: draw.pick(.roundRobin, .leastLoaded, .costOptimized), subtasksMax: 8,
            concurrency: draw.pick(64, 3, 1), windowRequests: draw.draw(2...12),
            windowMs: windowMs, billsServerErrors: draw.chance(0.7))
    }
}

/// How often the provider answers otherwise than with a whole answer. All zero: in good health.
struct WorldFaults: Sendable {
    var rateLimited = 0.0
    var atCapacity = 0.0
    var serverError = 0.0
    var connectionLost = 0.0
    var streamCut = 0.0
    /// Answers after the total timeout only.
    var silent = 0.0
    /// The request leaves after its permit has expired.
    var late = 0.0
    /// An answer that is cut by its length, or empty.
    var unfinished = 0.0
    var wrongPlan = 0.0
    var noCredit = 0.0

    static let none = WorldFaults()

    static func drawn(_ draw: inout SeededGenerator) -> WorldFaults {
        let scale = draw.pick(0, 0.5, 1, 2)
        return WorldFaults(
            rateLimited: 0.05 * scale, atCapacity: 0.03 * scale, serverError: 0.04 * scale,
            connectionLost: 0.04 * scale, streamCut: 0.04 * scale, silent: 0.01 * scale,
            late: 0.02 * scale, unfinished: 0.03 * scale, wrongPlan: 0.1 * scale,
            noCredit: draw.chance(0.1) ? 0.02 : 0)
    }
}
