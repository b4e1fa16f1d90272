/// What one trial does, drawn from its seed: the run, the provider, and the moments of the kills.
struct CrashScenario: Sendable {
    enum Moment: Sendable {
        /// After this share of the length of an undisturbed run.
        case time(Double)
        /// Some microseconds after this share of an undisturbed run's events has been printed.
        case event(Double, microseconds: Int)
    }

    let seed: UInt64
    let runArguments: [String]
    let simulatorArguments: [String]
    /// Nil: the simulator makes up a plan of three to five.
    let plan: [PlanNode]?
    /// Whether the killed run finds a home where another task has already finished.
    let hasHistory: Bool
    let runKill: Moment
    /// Kills of the `resume`s that follow.
    let resumeKills: [Moment]

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let errorRate = generator.pick("0", "0", "0", "0.1")
        let cutRate = generator.pick("0", "0", "0", "0.1")
        let latencyMs = generator.pick(0, 2, 10, 40)
        self.seed = seed
        simulatorArguments = [
            "--seed", "\(seed)", "--latency-ms", "\(latencyMs)", "--error-rate", errorRate,
            "--cut-rate", cutRate,
        ]
        plan =
            generator.chance(0.5)
            ? PlanNode.random(generator.draw(6...14), &generator) : nil
        runArguments = [
            "--strategy", generator.pick("adaptive", "adaptive", "parallel", "sequential"),
            "--load-balancing",
            generator.pick("round-robin", "least-loaded", "cost-optimized"),
            "--max-subtasks", "\(plan?.count ?? 5)", "--concurrency",
            generator.pick("64", "2"), "--requests-per-minute", "100000",
        ]
        hasHistory = generator.chance(0.5)
        runKill = Self.moment(&generator)
        let kills = generator.pick(0, 0, 0, 1, 1, 2, 3)
        resumeKills = (0..<kills).map { _ in Self.moment(&generator) }
    }

    private static func moment(_ generator: inout SeededGenerator) -> Moment {
        let share = Double.random(in: 0..<1, using: &generator)
        return generator.chance(0.5)
            ? .time(share) : .event(share, microseconds: generator.draw(0...3_000))
    }
}
