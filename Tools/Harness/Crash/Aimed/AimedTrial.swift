internal import Foundation
internal import Ledger

/// One home and one provider, killed again and again at chosen moments; after every kill the books
/// must hold, and at the end, when the bill has told what was in doubt, to the tick.
struct AimedTrial {
    let judge: GrokBinary
    let seed: UInt64
    let kills: Int
    /// Whether the program makes the mistake that must be noticed.
    let settlesEarly: Bool
    let folder: String

    /// A task is left for another after so many kills.
    private static let killsPerTaskMax = 10
    /// How often a process may end before it was killed, for every kill.
    private static let missesMax = 6
    /// A provider dies together with the program in this share of the kills.
    private static let togetherChance = 0.2

    /// Instead of a new task a finished one is forked so often.
    private static let forkChance = 0.4

    /// A sub-task in this share of the tasks is refused again and again, so that there is something
    /// to retry.
    private static let doomedChance = 0.25

    /// What changes while the trial goes on.
    private struct Lane {
        var generator: SeededGenerator
        var provider: BillerProcess?
        var queue: [KillPhase] = []
        var killsOfTask = 0
        var pieces = 0
        /// The last process ended before it reached its aim.
        var hasMissed = false
    }

    func run() -> AimedOutcome {
        var outcome = AimedOutcome(seed: seed)
        do {
            try run(&outcome)
        } catch {
            outcome.error = String(describing: error)
        }
        return outcome
    }

    private func run(_ outcome: inout AimedOutcome) throws {
        var lane = Lane(generator: SeededGenerator(seed: seed))
        let faults = [
            "--cut-rate", lane.generator.pick("0", "0", "0", "0.05"), "--error-rate",
            lane.generator.pick("0", "0", "0", "0.02"),
        ]
        let books = AimedBooks(folder: folder, settlesEarly: settlesEarly)
        while outcome.hits < kills {
            guard outcome.missed <= kills * Self.missesMax else {
                throw HarnessError("only \(outcome.hits) of \(kills) kills reached their aim")
            }
            let facts = try LedgerFacts(directory: directory)
            try killOnce(&lane, faults, facts, &outcome)
            outcome.violations += try books.violations()
        }
        try finish(&lane, faults, &outcome)
        try AimedVerdict(books: books, work: try workplace(judge, &lane, faults)).judge(&outcome)
    }

    private var directory: String { folder + "/home/simulated" }

    private func workplace(
        _ grok: GrokBinary, _ lane: inout Lane, _ faults: [String]
    ) throws -> Workplace {
        let provider = try provider(&lane, faults)
        return Workplace(grok: grok, home: folder + "/home", port: provider.port)
    }

    private func provider(_ lane: inout Lane, _ faults: [String]) throws -> BillerProcess {
        if let provider = lane.provider { return provider }
        let provider = try BillerProcess(["--folder", folder, "--seed", "\(seed)"] + faults)
        lane.provider = provider
        return provider
    }

    private func killOnce(
        _ lane: inout Lane, _ faults: [String], _ facts: LedgerFacts,
        _ outcome: inout AimedOutcome
    ) throws {
        let task = lane.killsOfTask < Self.killsPerTaskMax ? facts.openTasks.last : nil
        let phase = nextPhase(&lane, hasOpen: task.map(facts.hasOpenAttempts) ?? false)
        let provider = try provider(&lane, faults)
        let isTogether = lane.generator.chance(Self.togetherChance)
        let aim = KillAim(
            phase: phase,
            number: lane.hasMissed || phase.needsOpenAttempts ? 1 : lane.generator.draw(1...3),
            provider: isTogether ? provider.pid : nil, settlesEarly: settlesEarly, folder: folder)
        let work = try workplace(.aimed(aim), &lane, faults)
        let arguments = try arguments(task, facts, &lane)
        let ending = try work.start(arguments, errors: .file(folder + "/errors"))
            .wait(seconds: work.secondsMax)
        lane.hasMissed = ending.signal != SIGKILL
        guard !lane.hasMissed else {
            lane.queue.append(phase)
            lane.killsOfTask += 1
            outcome.missed += 1
            if ![0, 1, 2, 69].contains(ending.code ?? -1) {
                outcome.violations.append(
                    Violation(.program, "a run that was not killed ended with \(ending.text)"))
            }
            return
        }
        lane.killsOfTask += 1
        outcome.kills[phase, default: 0] += 1
        outcome.verbs[arguments[1], default: 0] += 1
        guard isTogether else { return }
        try provider.awaitDeath()
        outcome.together[phase, default: 0] += 1
        lane.provider = nil
    }

    /// All phases in turn, those of a recovery as soon as there is something to recover.
    private func nextPhase(_ lane: inout Lane, hasOpen: Bool) -> KillPhase {
        if lane.queue.count < KillPhase.allCases.count {
            lane.queue = KillPhase.allCases.shuffled(using: &lane.generator) + lane.queue
        }
        let last = lane.queue.lastIndex { hasOpen || !$0.needsOpenAttempts }
        return last.map { lane.queue.remove(at: $0) } ?? .beforeSend
    }

    /// Carries on with `task`, as far as that can be, or begins another.
    private func arguments(
        _ task: TaskID?, _ facts: LedgerFacts, _ lane: inout Lane
    ) throws -> [String] {
        if let task {
            let verb = facts.failedTasks.contains(task.stream) ? "retry" : "resume"
            return ["orchestrate", verb, task.text, "--quiet"]
        }
        lane.killsOfTask = 0
        let finished = facts.tasks.filter { !facts.openTasks.contains($0) }
        if lane.generator.chance(Self.forkChance),
            let origin = finished.randomElement(using: &lane.generator)
        {
            let plan = facts.attempts.first {
                $0.call.stream == origin.stream && $0.reference.call.kind == .subtask
            }?.startedPosition
            let point = lane.generator.pick(plan.map { "\($0)" }, nil) ?? "aggregation"
            return ["orchestrate", "fork", origin.text, "--from", point, "--quiet"]
        }
        lane.pieces += 1
        var doomed: [String] = []
        if lane.generator.chance(Self.doomedChance) {
            let nodes = [
                PlanNode(id: "sound", description: "Say what can be said"),
                PlanNode(id: "doomed", description: "Say what nobody may say [unsafe]"),
            ]
            doomed = ["--plan-file", try PlanNode.write(nodes, to: folder + "/plan.json")]
        }
        return [
            "orchestrate", "run", "Write piece \(lane.pieces) of home \(seed)", "--quiet",
            "--strategy", lane.generator.pick("adaptive", "parallel", "sequential"),
            "--load-balancing",
            lane.generator.pick("round-robin", "least-loaded", "cost-optimized"),
            "--max-subtasks", lane.generator.pick("2", "3", "5"), "--concurrency",
            lane.generator.pick("64", "2"), "--requests-per-minute", "100000",
        ] + doomed
    }

    /// Nobody is killed any more, and every task comes to its end.
    private func finish(
        _ lane: inout Lane, _ faults: [String], _ outcome: inout AimedOutcome
    ) throws {
        let work = try workplace(judge, &lane, faults)
        for _ in 0..<Self.missesMax {
            for task in try unended() {
                let finished = try work.run(["orchestrate", "resume", task.text, "--quiet"])
                guard [0, 1, 2, 69].contains(finished.ending.code ?? -1) else {
                    outcome.violations.append(
                        Violation(
                            .program,
                            "a resumption ended with \(finished.ending.text): "
                                + "\(finished.errors.suffix(300))"))
                    continue
                }
            }
        }
        for task in try unended() {
            outcome.violations.append(Violation(.unfinished, "task \(task) is unfinished"))
        }
    }

    /// The tasks that have neither finished nor failed.
    private func unended() throws -> [TaskID] {
        let facts = try LedgerFacts(directory: directory)
        return facts.openTasks.filter { !facts.failedTasks.contains($0.stream) }
    }
}
