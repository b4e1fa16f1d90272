internal import ArgumentParser
internal import Foundation

/// Kills runs at random moments and resumes them; the books must hold every time.
struct CrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "kill -9 at random moments of a run, each followed by resume.",
        discussion: """
            Every trial has a seed, which draws the run, the provider's faults and the moments of \
            the kills. After each kill and at the end, by account and in total: settled <= the \
            simulator's bill <= settled + in doubt; no answered call was sent again; every \
            attempt has one outcome; the ledger verifies; the task is finished.
            """)

    @Option(
        help: """
            How many runs are killed; their resumptions are killed on top of that. 200, or 20 with \
            --control.
            """)
    var kills: Int?

    @Option(help: "The seed of the first trial; the others follow it.")
    var seed: UInt64 = 1

    @Option(help: "How many trials run at once.")
    var jobs = 3

    @Flag(
        help: "Switch the recording of intents off; exits with 0 only if the loss is found.")
    var control = false

    @OptionGroup var options: HarnessOptions

    private var runs: Int { kills ?? (control ? 20 : 200) }

    func validate() throws {
        guard (1...100_000).contains(runs) else {
            throw ValidationError("--kills must be between 1 and 100000, not \(runs).")
        }
        guard (1...64).contains(jobs) else {
            throw ValidationError("--jobs must be between 1 and 64, not \(jobs).")
        }
    }

    func run() throws {
        let judge = try GrokBinary(path: options.grok)
        let killed = control ? GrokBinary.withoutIntent : judge
        let folder = try TemporaryFolder("crash", isKept: options.keep)
        let began = Stopwatch.now()
        let seeds = (0..<UInt64(runs)).map { seed &+ $0 }
        let counter = Counter(total: runs, noun: "kills")
        let outcomes = Parallel.map(seeds, width: jobs) { seed in
            let name = "\(seed)"
            let outcome = trial(seed, killed, judge, folder)
            if outcome.violations.isEmpty, outcome.error == nil { folder.remove(name) }
            counter.add(outcome.violations.count)
            return outcome
        }
        Say.endProgress()
        let report = CrashReport(
            outcomes: outcomes, seconds: Stopwatch.now() - began, isControl: control,
            keptFolder: keptFolder(folder))
        report.say()
        guard report.errors == 0 else { throw ExitCode(70) }
        if control {
            let isCaught = report.hasLoss
            Say.line(
                isCaught
                    ? "control: without recorded intents the loss was found, as it must be"
                    : "control: intents were not recorded and no loss was found: the harness "
                        + "is blind")
            throw isCaught ? ExitCode.success : ExitCode.failure
        }
        if report.violations > 0 { throw ExitCode.failure }
    }

    private func trial(
        _ seed: UInt64, _ killed: GrokBinary, _ judge: GrokBinary, _ folder: TemporaryFolder
    ) -> CrashOutcome {
        do {
            return CrashTrial(
                killed: killed, judge: judge, scenario: CrashScenario(seed: seed),
                folder: try folder.make("\(seed)")
            ).run()
        } catch {
            var outcome = CrashOutcome(seed: seed)
            outcome.error = String(describing: error)
            return outcome
        }
    }

    private func keptFolder(_ folder: TemporaryFolder) -> String? {
        options.keep ? folder.path : nil
    }
}
