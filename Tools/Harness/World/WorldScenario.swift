internal import Ledger
internal import Orchestration

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
    /// How many of its faults lie below SQLite, and whether it has any where it only begins.
    let systemFaultShare: Double
    /// The caps of the home; that of a run is among the options.
    let caps: Caps
    /// When a run is interrupted, in seconds.
    let interrupts: [Int]
    /// When a process is stopped, and for how many seconds.
    let freezes: [(at: Int, seconds: Int)]
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
        let chance = draw.pick(0, 0, 0.03)
        interrupts = draw.chance(0.2) ? [draw.draw(1...120)] : []
        clockSteps =
            draw.chance(0.25)
            ? (0..<draw.draw(1...2)).map { _ in
                (draw.draw(1...200), draw.pick(-3_600, 3_600, -30, 30))
            } : []
        let windowMs: Int64 = draw.pick(60_000, 60_000, 10_000)
        // Drawn apart, so that seeds which failed once stay as they were in all else.
        var more = SeededGenerator(seed: seed ^ 0xCA95)
        let isCapped = more.chance(0.35)
        let (runCap, caps) = Self.caps(&more)
        self.caps = isCapped ? caps : .none
        freezes =
            more.chance(0.3)
            ? (0..<more.draw(1...3)).map { _ in
                (more.draw(1...150), more.pick(1, 5, 90, 3_600))
            } : []
        systemFaultShare = more.pick(0, 0.5, 0.9)
        storeFaultChance = systemFaultShare > 0.5 ? max(chance, 0.05) : chance
        options = RunOptions(
            strategy: draw.pick(.adaptive, .parallel, .sequential),
            routing: draw.pick(.roundRobin, .leastLoaded, .costOptimized), subtasksMax: 8,
            concurrency: draw.pick(64, 3, 1), windowRequests: draw.draw(2...12),
            windowMs: windowMs, billsServerErrors: draw.chance(0.7),
            costMax: isCapped ? runCap : nil)
    }

    /// Some of the caps there are, from what one call needs to more than a run does.
    private static func caps(_ draw: inout SeededGenerator) -> (run: Ticks?, home: Caps) {
        func cap(_ chance: Double) -> Ticks? {
            let amount = Ticks(Int64(draw.pick(1, 5, 10, 20, 50)) * 1_000_000_000)
            return draw.chance(chance) ? amount : nil
        }
        let run = cap(0.7)
        let day = cap(0.4)
        var accounts: [String: Caps.Account] = [:]
        for number in 1...3 {
            let own = Caps.Account(day: cap(0.3), total: cap(0.3))
            if own.day != nil || own.total != nil { accounts["account-\(number)"] = own }
        }
        return (run, Caps(day: day, accounts: accounts))
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
    /// An answer that reasons far beyond what was held for it.
    var excess = 0.0

    static let none = WorldFaults()

    static func drawn(_ draw: inout SeededGenerator) -> WorldFaults {
        let scale = draw.pick(0, 0.5, 1, 2)
        return WorldFaults(
            rateLimited: 0.05 * scale, atCapacity: 0.03 * scale, serverError: 0.04 * scale,
            connectionLost: 0.04 * scale, streamCut: 0.04 * scale, silent: 0.01 * scale,
            late: 0.02 * scale, unfinished: 0.03 * scale, wrongPlan: 0.1 * scale,
            noCredit: draw.chance(0.1) ? 0.02 : 0, excess: 0.03 * scale)
    }
}
