internal import ArgumentParser
internal import Foundation

/// Kills runs at random moments and resumes them; the books must hold every time.
struct CrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "kill -9 at random and at chosen moments of a run, each followed by resume.",
        discussion: """
            Every trial has a seed, which draws the run, the provider's faults and the moments of \
            the kills. After each kill and at the end, by account and in total: settled <= the \
            provider's bill <= settled + in doubt; no answered call was sent again; every \
            attempt has one outcome; the ledger verifies; the task is finished.
            Aimed kills hit each phase of a call: before and after sending, after billing, in the \
            middle of a stream, after the answer, before and after the commit of its outcome and \
            of a recovery; one in five takes the provider along. At the end its bill tells what \
            was in doubt, and the books must equal it.
            """)

    @Option(
        help: """
            How many runs are killed; their resumptions are killed on top of that. 200, or 20 with \
            --control.
            """)
    var kills: Int?

    @Option(help: "How many kills are aimed at a phase. 450, or 80 with --control.")
    var aimed: Int?

    @Flag(help: "10,000 aimed kills.")
    var long = false

    @Option(help: "The seed of the first trial; the others follow it.")
    var seed: UInt64 = 1

    @Option(help: "How many trials run at once.")
    var jobs = 3

    @Flag(
        help: ArgumentHelp(
            "Switch the recording of intents off, and settle answers before they are appended; "
                + "exits with 0 only if the one's loss and the other's overcount are found."))
    var control = false

    @OptionGroup var options: HarnessOptions

    private var runs: Int { kills ?? (control ? 20 : 200) }
    private var aimedKills: Int { aimed ?? (control ? 80 : long ? 10_000 : 450) }

    func validate() throws {
        guard (0...100_000).contains(runs) else {
            throw ValidationError("--kills must be between 0 and 100000, not \(runs).")
        }
        guard (0...100_000).contains(aimedKills) else {
            throw ValidationError("--aimed must be between 0 and 100000, not \(aimedKills).")
        }
        guard (1...64).contains(jobs) else {
            throw ValidationError("--jobs must be between 1 and 64, not \(jobs).")
        }
    }

    func run() throws {
        let judge = try GrokBinary(path: options.grok)
        let folder = try TemporaryFolder("crash", isKept: options.keep, isInMemory: true)
        let isSound = try [random(judge, folder), aimedOnes(judge, folder)].allSatisfy { $0 }
        if !isSound { throw ExitCode.failure }
    }

    /// Returns whether it came out as it must.
    private func random(_ judge: GrokBinary, _ folder: TemporaryFolder) throws -> Bool {
        guard runs > 0 else { return true }
        let killed = control ? GrokBinary.withoutIntent : judge
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
        guard control else { return report.violations == 0 }
        Say.line(
            report.hasLoss
                ? "control: without recorded intents the loss was found, as it must be"
                : "control: intents were not recorded and no loss was found: the harness is blind")
        return report.hasLoss
    }

    /// Returns whether it came out as it must.
    private func aimedOnes(_ judge: GrokBinary, _ folder: TemporaryFolder) throws -> Bool {
        guard aimedKills > 0 else { return true }
        let report = AimedKills(
            judge: judge, kills: aimedKills, seed: seed, jobs: jobs, folder: folder,
            isControl: control
        ).run()
        report.say()
        guard report.errors == 0 else { throw ExitCode(70) }
        guard control else { return report.violations == 0 }
        Say.line(
            report.hasOvercount
                ? "control: answers settled before they were appended were found to be settled "
                    + "twice, as they must be"
                : "control: answers were settled before they were appended and nobody noticed: "
                    + "the harness is blind")
        return report.hasOvercount
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
