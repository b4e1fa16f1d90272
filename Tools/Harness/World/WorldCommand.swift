internal import Agents
internal import ArgumentParser
internal import Foundation

/// Runs the engine in simulated worlds, each from one seed.
struct WorldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "world",
        abstract: "The engine under a simulated clock, provider, disk and scheduler.",
        discussion: """
            Each seed draws tasks, faults of the provider and of the disk, deaths, interruptions \
            and steps of the clock. In every world: what is owed after a restart is what was owed \
            before; no window is exceeded; no hold is granted beyond a cap; settled <= billed <= \
            settled + in doubt; no answered call is asked again; a disk that cannot be opened, \
            read or written is called that; every task ends or says what it waits for. The seeds \
            of --seeds-file, which failed once, are run first.
            """)

    @Option(help: "How many seeds.")
    var seeds = 1_000

    @Option(help: "The first seed; the others follow it.")
    var seed: UInt64 = 1

    @Option(help: "A file with a seed in each line; what follows a # is not read.")
    var seedsFile: String?

    @Flag(
        help: "Switch the recording of intents off; exits with 0 only if that is found.")
    var control = false

    @Flag(help: "Run every seed twice; both histories must be the same.")
    var twice = false

    func validate() throws {
        guard (0...1_000_000).contains(seeds) else {
            throw ValidationError("--seeds must be between 0 and 1000000, not \(seeds).")
        }
    }

    func run() async throws {
        try SystemFaults.install()
        let folder = try TemporaryFolder("world", isKept: false)
        let numbers = try kept() + (0..<UInt64(seeds)).map { seed &+ $0 }
        let counter = Counter(total: numbers.count, noun: "worlds")
        let began = Stopwatch.now()
        var outcomes: [WorldOutcome] = []
        for number in numbers {
            var outcome = try await world(number, folder)
            if twice, try await world(number, folder).digest != outcome.digest {
                outcome.violations.append("the same seed led to another history")
            }
            counter.add(outcome.violations.count)
            outcomes.append(outcome)
        }
        Say.endProgress()
        try report(outcomes, seconds: Stopwatch.now() - began)
    }

    private func world(_ seed: UInt64, _ folder: TemporaryFolder) async throws -> WorldOutcome {
        let directory = try folder.make("\(seed)")
        defer { folder.remove("\(seed)") }
        return try await World(
            seed: seed, directory: directory,
            intent: control ? .notRecorded : .recordedBeforeSending
        ).run()
    }

    private func kept() throws -> [UInt64] {
        guard let seedsFile else { return [] }
        let lines = try String(contentsOfFile: seedsFile, encoding: .utf8).split(separator: "\n")
        return try lines.compactMap { line in
            let text = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            guard !text.isEmpty else { return nil }
            guard let seed = UInt64(text) else {
                throw HarnessError("\(seedsFile) has a line that is no seed: \(text)")
            }
            return seed
        }
    }

    private func report(_ outcomes: [WorldOutcome], seconds: Double) throws {
        func sum(_ value: (WorldOutcome) -> Int) -> Int { outcomes.reduce(0) { $0 + value($1) } }
        Say.line(
            "\(outcomes.count) worlds, \(sum { $0.attempts }) attempts, \(sum { $0.deaths }) "
                + "deaths, \(sum { $0.storeFaults }) of them by the disk "
                + "(\(sum { $0.systemFaults }) calls failed below SQLite), "
                + "\(sum { $0.freezes }) stops, \(sum { $0.budgetPauses }) pauses at a cap, "
                + "\(sum { $0.excesses }) answers beyond their holds; tasks: "
                + "\(sum { $0.finished }) finished, \(sum { $0.failed }) failed, "
                + "\(sum { $0.paused }) paused; \(Text.seconds(seconds)), "
                + "\(Int(Double(outcomes.count) / seconds * 60)) worlds a minute")
        let bad = outcomes.filter { !$0.violations.isEmpty }
        for outcome in bad.prefix(control ? 3 : 20) {
            for violation in outcome.violations.prefix(5) {
                Say.line("seed \(outcome.seed): \(violation)")
            }
        }
        if control {
            Say.line(
                bad.isEmpty
                    ? "control: intents were not recorded and nothing was found: the harness is "
                        + "blind"
                    : "control: \(bad.count) worlds without recorded intents were found out, as "
                        + "they must be")
            throw bad.isEmpty ? ExitCode.failure : ExitCode.success
        }
        Say.line("\(sum { $0.violations.count }) violations")
        if let first = bad.first {
            Say.line("to repeat: Tools/world --seeds 1 --seed \(first.seed)")
            throw ExitCode.failure
        }
    }
}
