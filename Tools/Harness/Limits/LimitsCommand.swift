internal import ArgumentParser

/// Several processes on one home: limits that are shared, a database that nobody finds locked, and
/// tasks that belong to one process at a time.
struct LimitsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: "Several processes at once on one home.",
        discussion: """
            Rate: two runs share a home, under SIGSTOP and load; by the simulator's arrival times \
            no key may have more requests than the limit in any window. Team: two runs on two keys \
            of one team; both together may have no more. Crowd: fifty processes at \
            once on a new home. Lease: a second resume of a living run is refused with its pid. \
            Budget: a thousand reservations from eight processes that are killed on the way; no \
            more is held than the cap allows, and no less. Suspension: a run that is stopped while \
            its provider dies goes on, and what broke is in doubt. Clock: a run whose clock is \
            set by an hour exceeds no window and waits no longer for it. \
            Controls: the rate check with two homes must find the limit exceeded, the team check \
            with keys that the provider calls strangers must, and the budget \
            check with processes that decide before they append must find the cap exceeded.
            """)

    @Option(help: "How many times the rate is tried, each time with the next seed.")
    var rounds = 3

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "How many requests an account may start in a window.")
    var requests = 10

    @Option(help: "The length of the window, in seconds.")
    var window = 5

    @Option(help: "How many sub-tasks each of the two runs has.")
    var subtasks = 40

    @Flag(help: "Fewer: for a check that runs with every change.")
    var quick = false

    @OptionGroup var options: HarnessOptions

    func validate() throws {
        guard (1...1_000).contains(rounds), (1...10_000).contains(requests),
            (1...60).contains(window), (1...1_000).contains(subtasks)
        else { throw ValidationError("A number is out of range.") }
    }

    func run() throws {
        let grok = try GrokBinary(path: options.grok)
        let folder = try TemporaryFolder("limits", isKept: options.keep)
        var violations = 0
        for round in 0..<UInt64(quick ? 1 : rounds) {
            violations += try rate(grok, folder, seed: seed &+ round)
        }
        violations += try team(grok, folder)
        violations += try say(
            "crowd: \(CrowdTrial.count) processes at once, \(CrowdTrial.runs) of them runs",
            CrowdTrial(grok: grok, folder: folder.make("crowd")).run())
        violations += try say(
            "lease: a second resume of a living run",
            LeaseTrial(grok: grok, folder: folder.make("lease")).run())
        violations += try budget(folder)
        violations += try suspension(grok, folder)
        violations += try clock(grok, folder)
        let isBlind =
            try !control(grok, folder) || !teamControl(grok, folder) || !budgetControl(folder)
        if options.keep { Say.line("kept: \(folder.path)") }
        Say.line("\(violations) violations")
        if violations > 0 || isBlind { throw ExitCode.failure }
    }

    private func trial(
        _ grok: GrokBinary, _ folder: String, seed: UInt64, sharesHome: Bool
    ) -> RateTrial {
        RateTrial(
            grok: grok, folder: folder, seed: seed, requests: requests, windowSeconds: window,
            subtasks: quick || !sharesHome ? min(subtasks, requests * 2) : subtasks,
            sharesHome: sharesHome)
    }

    private func rate(
        _ grok: GrokBinary, _ folder: TemporaryFolder, seed: UInt64
    ) throws -> Int {
        let report = try trial(grok, folder.make("rate-\(seed)"), seed: seed, sharesHome: true)
            .run()
        let peaks = report.arrivals.map {
            "\($0.account) \($0.count) requests, at most \($0.peak) in a window"
        }
        let found = say(
            "rate, seed \(seed): limit \(requests) in \(window) s, \(report.stops) stops, "
                + "\(report.pauses) pauses, "
                + "\(Text.seconds(report.seconds)); \(peaks.joined(separator: "; "))",
            report.violations)
        if found > 0 {
            Say.line("  to repeat: Tools/limits --rounds 1 --seed \(seed) --keep")
        }
        return found
    }

    /// Returns whether the limit was seen exceeded, as it must be.
    private func control(_ grok: GrokBinary, _ folder: TemporaryFolder) throws -> Bool {
        let report = try trial(grok, folder.make("control"), seed: seed, sharesHome: false).run()
        let isCaught = report.violations.contains { $0.kind == .limit }
        Say.line(
            isCaught
                ? "control: two homes exceed the limit, and it was found"
                : "control: two homes did not exceed the limit: the harness is blind")
        return isCaught
    }

    private func team(_ grok: GrokBinary, _ folder: TemporaryFolder) throws -> Int {
        let report = try teamTrial(grok, folder.make("team"), isTold: true).run()
        return say(
            "team, seed \(seed): limit \(requests) in \(window) s for two keys, "
                + "\(report.arrivals) requests, at most \(report.peak) in a window, "
                + "\(report.stops) stops, \(Text.seconds(report.seconds))", report.violations)
    }

    /// Returns whether the limit was seen exceeded, as it must be.
    private func teamControl(_ grok: GrokBinary, _ folder: TemporaryFolder) throws -> Bool {
        let report = try teamTrial(grok, folder.make("strangers"), isTold: false).run()
        let isCaught = report.violations.contains { $0.kind == .limit }
        Say.line(
            "control: keys of one team that nobody says are one have \(report.peak) in a window, "
                + (isCaught ? "and it was found" : "and nobody noticed: the harness is blind"))
        return isCaught
    }

    private func teamTrial(
        _ grok: GrokBinary, _ folder: String, isTold: Bool
    ) -> TeamTrial {
        TeamTrial(
            grok: grok, folder: folder, seed: seed, requests: requests, windowSeconds: window,
            subtasks: quick || !isTold ? min(subtasks, requests * 2) : subtasks, isTold: isTold)
    }

    private func budget(_ folder: TemporaryFolder) throws -> Int {
        let trial = BudgetTrial(folder: try folder.make("budget"), seed: seed, decidesEarly: false)
        let report = try trial.run()
        return say(
            "budget: \(report.tries) reservations of $0.10 under a cap of $5.00 from "
                + "\(BudgetTrial.processes) processes, \(report.kills) killed: "
                + "\(report.granted) granted, \(Text.seconds(report.seconds))",
            report.violations)
    }

    private func suspension(_ grok: GrokBinary, _ folder: TemporaryFolder) throws -> Int {
        let report = try SuspensionTrial(
            grok: grok, folder: folder.make("suspension"), seed: seed
        ).run()
        return say(
            "suspension: a run stopped \(report.stops) times, its provider died "
                + "\(report.deaths) times meanwhile; \(report.inDoubt) of \(report.attempts) "
                + "attempts in doubt, \(Text.seconds(report.seconds))",
            report.violations)
    }

    private func clock(_ grok: GrokBinary, _ folder: TemporaryFolder) throws -> Int {
        let report = try ClockTrial(grok: grok, folder: folder.make("clock"), seed: seed).run()
        return say(
            "clock: set by an hour, \(report.recorded) steps recorded; at most \(report.peak) "
                + "requests in a window, \(Text.seconds(report.seconds))",
            report.violations)
    }

    /// Returns whether the cap was seen exceeded, as it must be.
    private func budgetControl(_ folder: TemporaryFolder) throws -> Bool {
        let trial = BudgetTrial(folder: try folder.make("early"), seed: seed, decidesEarly: true)
        let report = try trial.run()
        let isCaught = report.violations.contains { $0.kind == .budget }
        Say.line(
            "control: deciding before the append grants \(report.granted), "
                + (isCaught ? "and it was found" : "and nobody noticed: the harness is blind"))
        return isCaught
    }

    private func say(_ text: String, _ violations: [Violation]) -> Int {
        Say.line(text + (violations.isEmpty ? ": holds" : ": \(violations.count) violations"))
        for violation in violations.prefix(10) { Say.line("  \(violation)") }
        return violations.count
    }
}
