internal import Foundation
internal import Ledger
internal import LedgerStore

/// A run under a small limit whose wall clock is set by an hour, forwards and backwards, while it
/// goes on. The provider's clock is not; by it no window is exceeded, and nobody waits for long.
struct ClockTrial {
    let grok: GrokBinary
    let folder: String
    let seed: UInt64

    private static let requests = 5
    private static let windowSeconds = 3
    private static let subtasks = 68
    /// Each is longer in force than a run waits for its window.
    private static let steps = [3_600, 0, -3_600, 0]
    private static let extraSecondsMax = 60.0

    struct Report: Sendable {
        var violations: [Violation] = []
        /// The steps that the ledger tells of.
        var recorded = 0
        /// The most requests of an account in any window.
        var peak = 0
        var seconds = 0.0
    }

    func run() throws -> Report {
        let library = folder + "/clock.so"
        try CSource.compile("clock.c", to: library, ["-shared", "-fPIC"])
        var generator = SeededGenerator(seed: seed)
        let nodes = (1...Self.subtasks).map {
            PlanNode(id: "n\($0)", description: "Consider item \($0) of the list")
        }
        let plan = try PlanNode.write(nodes, to: folder + "/plan.json")
        let simulator = try SimulatorProcess(
            grok, ["--plan", plan, "--latency-ms", "30", "--seed", "\(seed)"])
        let work = Workplace(grok: grok, home: folder + "/home", port: simulator.port)
        let clock = folder + "/clock"
        try set(clock, seconds: 0)
        let began = Stopwatch.now()
        let child = try work.start(
            [
                "orchestrate", "run", "Go through the list", "--strategy", "parallel",
                "--max-subtasks", "\(Self.subtasks)", "--requests-per-minute",
                "\(Self.requests * 60 / Self.windowSeconds)", "--rate-window",
                "\(Self.windowSeconds)", "--quiet",
            ],
            environment: ["LD_PRELOAD": library, "CLOCK_OFFSET": clock],
            errors: .file(folder + "/errors"))
        for step in Self.steps {
            Stopwatch.sleep(seconds: Double(generator.draw(3_500...4_000)) / 1_000)
            try set(clock, seconds: step)
        }
        let ending = try child.wait(seconds: 240)
        var report = Report()
        report.seconds = Stopwatch.now() - began
        try judge(ending, work, simulator, &report)
        return report
    }

    private func set(_ clock: String, seconds: Int) throws {
        try "\(seconds)".write(toFile: clock, atomically: true, encoding: .utf8)
    }

    private func judge(
        _ ending: Ending, _ work: Workplace, _ simulator: SimulatorProcess, _ report: inout Report
    ) throws {
        let seen = try simulator.requests(texts: false)
        for account in Accounts.all {
            let fingerprint = Accounts.fingerprint(account.key)
            let instants = seen.filter { $0.keySHA256 == fingerprint }.map(\.monotonicUs)
            let peak = SlidingWindow.peak(instants, length: Int64(Self.windowSeconds) * 1_000_000)
            report.peak = max(report.peak, peak?.count ?? 0)
        }
        if report.peak > Self.requests {
            report.violations.append(
                Violation(
                    .limit,
                    "\(report.peak) requests of an account in a window of \(Self.requests)"))
        }
        if ending.code != 0 {
            report.violations.append(
                Violation(.program, "a run whose clock was set ended with \(ending.text)"))
        }
        report.recorded = try steps(work)
        if report.recorded < Self.steps.count {
            report.violations.append(
                Violation(
                    .program,
                    "\(report.recorded) of \(Self.steps.count) steps of the clock are recorded"))
        }
        let facts = try LedgerFacts(directory: work.directory)
        report.violations +=
            Reconciliation(bill: try simulator.bill(), facts: facts, cost: nil).violations
            + facts.violations(isSettled: true)
        let windows = (Self.subtasks + 2) / (Accounts.all.count * Self.requests) + 1
        let due = Double(windows * Self.windowSeconds) * 1.1 + Self.extraSecondsMax
        if report.seconds > due {
            report.violations.append(
                Violation(
                    .limit,
                    "the run took \(Text.seconds(report.seconds)), \(Text.seconds(due)) are due"))
        }
    }

    private func steps(_ work: Workplace) throws -> Int {
        let reader = try LedgerReader.open(directory: work.directory)
        return try reader.events(after: 0, limit: .max).count { $0.type == ClockStepped.type }
    }
}
