internal import Foundation

/// The disk runs full at every step of a run; once there is room again nothing is missing.
struct DiskFullRow: TortureRow {
    static let name = "disk-full"
    static let promise = "a full disk loses nothing that was paid for"

    func attack(_ torture: Torture) throws -> TortureResult {
        guard SmallDisk.isPermitted else { return Self.skipped }
        return try result(
            DiskFullScenario.all(seed: torture.seed, isLong: torture.isLong), torture, drops: false)
    }

    /// What the run saved is thrown away before it is booked.
    func control(_ torture: Torture) throws -> TortureResult {
        guard SmallDisk.isPermitted else { return Self.skipped }
        let scenarios = [1, 3].map {
            DiskFullScenario(
                moment: .attempt($0), freePages: 0, isTemporaryFull: false, seed: torture.seed)
        }
        return try result(scenarios, torture, drops: true)
    }

    private static let skipped = TortureResult(
        figure: "", skipped: "this needs the right to mount a file system")

    private func result(
        _ scenarios: [DiskFullScenario], _ torture: Torture, drops: Bool
    ) throws -> TortureResult {
        let counter = Counter(total: scenarios.count, noun: "full disks")
        let outcomes = Parallel.map(scenarios, width: torture.jobs) { scenario in
            let outcome = Self.run(scenario, torture, drops: drops)
            counter.add(outcome.violations.count)
            return (scenario: scenario, outcome: outcome)
        }
        var violations: [String] = []
        for (scenario, outcome) in outcomes {
            violations += outcome.violations.map { "\(scenario.description): \($0)" }
            if let error = outcome.error {
                throw HarnessError("\(scenario.description): the trial did not work: \(error)")
            }
        }
        func count(_ place: DiskFullOutcome.Place) -> Int {
            outcomes.count { $0.outcome.place == place }
        }
        let rescued = outcomes.reduce(0) { $0 + $1.outcome.rescued }
        return TortureResult(
            figure: "\(scenarios.count) full disks: \(rescued) outcomes rescued (\(count(.home)) "
                + "times into the home, \(count(.temporary)) into the temporary folder, "
                + "\(count(.standardError)) to standard error), "
                + "\(outcomes.count { $0.outcome.hasPaused }) pauses",
            violations: violations)
    }

    private static func run(
        _ scenario: DiskFullScenario, _ torture: Torture, drops: Bool
    ) -> DiskFullOutcome {
        do {
            let name = UUID().uuidString
            let folder = try torture.folder.make(name)
            defer { torture.folder.remove(name) }
            var arguments = SmallDisk.namespace.arguments
            arguments += [GrokBinary.executable, DiskFullTrialCommand.name]
            arguments += ["--grok", torture.grok.path, "--folder", folder] + scenario.arguments
            if drops { arguments.append("--drop") }
            let child = try Child.start(
                SmallDisk.namespace.path, arguments,
                environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
                output: .pipe)
            let output = child.lines?.rest().joined() ?? ""
            let ending = try child.wait(seconds: 300)
            guard ending.code == 0 else { throw HarnessError("it ended with \(ending.text)") }
            return try JSONDecoder().decode(DiskFullOutcome.self, from: Data(output.utf8))
        } catch {
            var outcome = DiskFullOutcome()
            outcome.error = String(describing: error)
            return outcome
        }
    }
}
