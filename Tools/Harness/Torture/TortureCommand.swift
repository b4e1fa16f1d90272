internal import ArgumentParser

/// Attacks what the ledger promises, row by row, each with the control that must fail.
struct TortureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "torture",
        abstract: "Attacks what the ledger promises; each attack has a control that must fail.",
        discussion: """
            Without --long the counts are small enough for every change. Without names all rows \
            are run. Exits with 1 when a promise is broken or a control finds nothing.
            """)

    @Argument(help: "The rows to run; all if none is named. --list prints them.")
    var rows: [String] = []

    @Flag(help: "Print the rows and what each promises.")
    var list = false

    @Flag(help: "Run the whole counts; some rows take ten minutes.")
    var long = false

    @Flag(help: "Run only the controls.")
    var control = false

    @Option(help: "What all random choices follow from.")
    var seed: UInt64 = 1

    @Option(help: "How many trials run at once.")
    var jobs = 2

    @OptionGroup var options: HarnessOptions

    func validate() throws {
        guard (1...64).contains(jobs) else {
            throw ValidationError("--jobs must be between 1 and 64, not \(jobs).")
        }
        let names = TortureRows.all.map { $0.name }
        for row in rows where !names.contains(row) {
            throw ValidationError(
                "There is no row \(row); there are \(names.joined(separator: ", ")).")
        }
    }

    func run() throws {
        let chosen = TortureRows.all.filter { rows.isEmpty || rows.contains($0.name) }
        guard !list else {
            for row in chosen { Say.line(Text.padded(row.name, 16) + row.promise) }
            return
        }
        let torture = Torture(
            grok: try GrokBinary(path: options.grok),
            folder: try TemporaryFolder("torture", isKept: options.keep), seed: seed,
            isLong: long, jobs: jobs)
        var failed = 0
        for row in chosen {
            if !control { failed += try attack(row, torture) ? 0 : 1 }
            failed += try confirm(row, torture) ? 0 : 1
        }
        if options.keep { Say.line("kept: \(torture.folder.path)") }
        guard failed == 0 else { throw ExitCode.failure }
    }

    /// Whether the promise held.
    private func attack(_ row: any TortureRow.Type, _ torture: Torture) throws -> Bool {
        let began = Stopwatch.now()
        let result = try row.init().attack(torture)
        if let reason = result.skipped {
            Say.line(Text.padded(row.name, 16) + "SKIPPED: \(reason)")
            return true
        }
        say(row.name, result, since: began)
        for violation in result.violations.prefix(10) { Say.line("  violation: \(violation)") }
        if result.violations.count > 10 {
            Say.line("  and \(result.violations.count - 10) more")
        }
        if !result.violations.isEmpty {
            Say.line(
                "  to repeat: Tools/torture \(row.name) --seed \(seed)" + (long ? " --long" : ""))
        }
        return result.violations.isEmpty
    }

    /// Whether the control was caught.
    private func confirm(_ row: any TortureRow.Type, _ torture: Torture) throws -> Bool {
        let began = Stopwatch.now()
        let result = try row.init().control(torture)
        if let reason = result.skipped {
            Say.line(Text.padded("  control", 16) + "SKIPPED: \(reason)")
            return true
        }
        say("  control", result, since: began)
        if result.violations.isEmpty { Say.line("  found nothing: the harness is blind") }
        return !result.violations.isEmpty
    }

    private func say(_ name: String, _ result: TortureResult, since began: Double) {
        Say.endProgress()
        Say.line(
            Text.padded(name, 16) + result.figure
                + "; \(result.violations.count) violations, "
                + Text.seconds(Stopwatch.now() - began))
    }
}
