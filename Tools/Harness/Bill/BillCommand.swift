internal import ArgumentParser

/// Compares `ledger cost` with the bill that the provider keeps.
struct BillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bill",
        abstract: "The ledger's cost against the simulator's own bill, by account and in total.",
        discussion: """
            Each seed is a simulator with 20 % injected 429s and 5xx and one to three runs. Where \
            nothing is in doubt, ledger cost must equal the bill to the tick; with doubt, settled \
            <= bill <= settled + in doubt. Every seed runs without and with cut streams. Half of \
            the seeds tell the program that 5xx are not billed, so that nothing is in doubt; half \
            have answers without ticks, so that the program's own arithmetic is checked.
            """)

    @Option(help: "How many seeds.")
    var seeds = 50

    @Option(help: "The first seed.")
    var seed: UInt64 = 1

    @Option(help: "How many seeds run at once; mostly they wait.")
    var jobs = 8

    @Flag(inversion: .prefixedNo, help: "Only with, or only without cut streams.")
    var cut: Bool?

    @Flag(help: "Falsify the books; exits with 0 only if every falsification is noticed.")
    var control = false

    @OptionGroup var options: HarnessOptions

    func validate() throws {
        guard (1...10_000).contains(seeds) else {
            throw ValidationError("--seeds must be between 1 and 10000, not \(seeds).")
        }
        guard (1...64).contains(jobs) else {
            throw ValidationError("--jobs must be between 1 and 64, not \(jobs).")
        }
    }

    func run() throws {
        let grok = try GrokBinary(path: options.grok)
        let folder = try TemporaryFolder("bill", isKept: options.keep)
        let began = Stopwatch.now()
        var scenarios: [BillScenario] = []
        for cuts in cut.map({ [$0] }) ?? (control ? [false] : [false, true]) {
            scenarios += (0..<UInt64(seeds)).map { BillScenario(seed: seed &+ $0, cuts: cuts) }
        }
        let counter = Counter(total: scenarios.count, noun: "trials")
        let outcomes = Parallel.map(scenarios, width: jobs) { scenario in
            let outcome = trial(scenario, grok, folder)
            counter.add(outcome.violations.count)
            return outcome
        }
        Say.endProgress()
        say(outcomes, seconds: Stopwatch.now() - began)
        if options.keep { Say.line("kept: \(folder.path)") }
        guard outcomes.allSatisfy({ $0.error == nil }) else { throw ExitCode(70) }
        guard outcomes.allSatisfy(\.violations.isEmpty) else { throw ExitCode.failure }
        if control { try judgeControl(outcomes) }
    }

    private func trial(
        _ scenario: BillScenario, _ grok: GrokBinary, _ folder: TemporaryFolder
    ) -> BillOutcome {
        do {
            let name = "\(scenario.seed)-\(scenario.cuts ? "cut" : "whole")"
            return BillTrial(grok: grok, scenario: scenario, folder: try folder.make(name)).run()
        } catch {
            return BillOutcome(scenario: scenario, error: String(describing: error))
        }
    }

    private func say(_ outcomes: [BillOutcome], seconds: Double) {
        for cuts in [false, true] {
            let some = outcomes.filter { $0.scenario.cuts == cuts }
            guard !some.isEmpty else { continue }
            sayPart(cuts ? "with cut streams" : "without cut streams", some)
        }
        for outcome in outcomes {
            for violation in outcome.violations.prefix(5) {
                Say.line("\(name(outcome)): \(violation)")
            }
            if let error = outcome.error {
                Say.line("\(name(outcome)): the trial did not work: \(error)")
            }
        }
        if let bad = outcomes.first(where: { !$0.violations.isEmpty || $0.error != nil }) {
            Say.line(
                "to repeat: Tools/bill --seeds 1 --seed \(bad.scenario.seed) "
                    + "\(bad.scenario.cuts ? "--cut" : "--no-cut") --keep")
        }
        let violations = outcomes.reduce(0) { $0 + $1.violations.count }
        Say.line("\(violations) violations, \(Text.seconds(seconds))")
    }

    private func sayPart(_ name: String, _ outcomes: [BillOutcome]) {
        let books = outcomes.compactMap(\.books)
        let runs = outcomes.reduce(0) { $0 + $1.scenario.runs.count }
        let billed = books.reduce(0) { $0 + $1.bill.total.attempts }
        let refused = books.reduce(0) { $0 + $1.bill.total.refused }
        let inDoubt = books.reduce(0) { $0 + $1.facts.sums().inDoubt }
        let exact = books.reduce(0) { $0 + $1.exact }
        let ranges = books.reduce(0) { $0 + $1.ranges }
        Say.line(
            "\(name): \(outcomes.count) seeds, \(runs) runs, \(billed) requests billed, "
                + "\(refused) refused or failed, \(inDoubt) in doubt; of "
                + "\(exact + ranges) comparisons \(exact) equal to the tick were due and "
                + "\(ranges) within the doubt")
    }

    private func name(_ outcome: BillOutcome) -> String {
        "seed \(outcome.scenario.seed)\(outcome.scenario.cuts ? " with cut streams" : "")"
    }

    private func judgeControl(_ outcomes: [BillOutcome]) throws {
        let certain = outcomes.compactMap(\.books).filter { $0.ranges == 0 }
        guard !certain.isEmpty else {
            throw HarnessError("no seed ended without doubt; try more --seeds")
        }
        let unnoticed = Set(certain.flatMap(BillControl.unnoticed))
        guard unnoticed.isEmpty else {
            for name in unnoticed.sorted() { Say.line("control: not noticed: \(name)") }
            throw ExitCode.failure
        }
        Say.line(
            "control: \(BillControl.count) falsifications of \(certain.count) books, "
                + "all of them noticed")
    }
}
