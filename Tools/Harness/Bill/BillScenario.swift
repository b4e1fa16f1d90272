/// What one seed does: the provider's faults and the runs that meet them.
struct BillScenario: Sendable {
    let seed: UInt64
    /// Whether streams are cut as well.
    let cuts: Bool
    /// Whether the program is told that this provider bills no 5xx; it never does here.
    let serverErrorsAreUnbilled: Bool
    /// Whether some answers come without ticks, so that the program's own arithmetic counts.
    let someAreUnreported: Bool
    /// The arguments of each run.
    let runs: [[String]]
    /// Whether the runs go on at the same time.
    let runsAtOnce: Bool

    static let errorRate = 0.2
    static let cutRate = 0.15
    static let unreportedRate = 0.3

    init(seed: UInt64, cuts: Bool) {
        var generator = SeededGenerator(seed: seed)
        self.seed = seed
        self.cuts = cuts
        serverErrorsAreUnbilled = seed.isMultiple(of: 2)
        someAreUnreported = generator.chance(0.5)
        let unbilled = serverErrorsAreUnbilled
        runs = (1...generator.draw(1...3)).map { number in
            [
                "orchestrate", "run", "Write piece \(number) of seed \(seed)", "--quiet",
                "--strategy", generator.pick("adaptive", "parallel", "sequential"),
                "--load-balancing",
                generator.pick("round-robin", "least-loaded", "cost-optimized"),
                "--concurrency", generator.pick("64", "3"), "--requests-per-minute", "100000",
            ] + (unbilled ? ["--server-errors-unbilled"] : [])
        }
        runsAtOnce = generator.chance(0.5)
    }

    var simulatorArguments: [String] {
        [
            "--seed", "\(seed)", "--error-rate", "\(Self.errorRate)",
            "--latency-ms", "\(seed % 20)",
        ] + (cuts ? ["--cut-rate", "\(Self.cutRate)"] : [])
            + (someAreUnreported ? ["--unreported-rate", "\(Self.unreportedRate)"] : [])
    }
}
