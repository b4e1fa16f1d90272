internal import Foundation
internal import Ledger

/// One run that is killed, and resumed until it is finished; then the books are checked.
struct CrashTrial {
    /// The program that is killed.
    let killed: GrokBinary
    /// The program that serves the simulator and judges the books.
    let judge: GrokBinary
    let scenario: CrashScenario
    let folder: String

    /// A resumption may end in failure or a pause when the provider injects errors; so often it is
    /// tried again.
    private static let resumesMax = 12
    /// A run that ends before its kill is run again at most this often.
    private static let runsMax = 6

    /// How an undisturbed run went.
    private struct Pace {
        let seconds: Double
        let events: Int
    }

    func run() -> CrashOutcome {
        var outcome = CrashOutcome(seed: scenario.seed)
        do {
            try run(&outcome)
        } catch {
            outcome.error = String(describing: error)
        }
        return outcome
    }

    private func run(_ outcome: inout CrashOutcome) throws {
        var arguments = scenario.simulatorArguments
        if let plan = scenario.plan {
            arguments += ["--plan", try PlanNode.write(plan, to: folder + "/plan.json")]
        }
        let simulator = try SimulatorProcess(judge, arguments)
        let work = Workplace(grok: killed, home: folder + "/home", port: simulator.port)
        // With a history the measured run goes into the same home; otherwise its simulator must not
        // know it either.
        var pace = Pace(seconds: 0, events: 0)
        if scenario.hasHistory {
            pace = try measure(work, &outcome)
        } else {
            let other = try SimulatorProcess(judge, arguments)
            pace = try measure(
                Workplace(grok: killed, home: folder + "/measured", port: other.port), &outcome)
        }
        try killRun(work, pace, simulator, &outcome)
        for moment in scenario.resumeKills {
            guard let task = try LedgerFacts(directory: work.directory).openTasks.last else {
                break
            }
            outcome.resumes += 1
            if try kill(work, ["orchestrate", "resume", task.text, "--json"], moment, pace) {
                try note(work, simulator, &outcome)
            }
        }
        try finish(work, &outcome)
        try check(work, simulator, &outcome)
    }

    private func runArguments(_ name: String) -> [String] {
        ["orchestrate", "run", "Write \(name) of trial \(scenario.seed)", "--json"]
            + scenario.runArguments
    }

    private func measure(_ work: Workplace, _ outcome: inout CrashOutcome) throws -> Pace {
        let finished = try work.run(runArguments("the undisturbed piece"))
        judgeEnding(finished, &outcome)
        return Pace(
            seconds: finished.ending.seconds, events: finished.output.split(separator: "\n").count)
    }

    /// Runs until a kill hits.
    private func killRun(
        _ work: Workplace, _ pace: Pace, _ simulator: SimulatorProcess,
        _ outcome: inout CrashOutcome
    ) throws {
        for number in 1...Self.runsMax {
            var moment = scenario.runKill
            if number > 1 { moment = moment.earlier(number) }
            if try kill(work, runArguments("piece \(number)"), moment, pace) {
                return try note(work, simulator, &outcome)
            }
        }
        throw HarnessError("\(Self.runsMax) runs ended before they could be killed")
    }

    /// Returns whether the process was killed, and had not ended before.
    private func kill(
        _ work: Workplace, _ arguments: [String], _ moment: CrashScenario.Moment, _ pace: Pace
    ) throws -> Bool {
        switch moment {
        case .time(let share):
            let child = try work.start(arguments)
            Stopwatch.sleep(seconds: share * pace.seconds)
            return child.killNow()
        case .event(let share, let microseconds):
            let child = try work.start(arguments, output: .pipe)
            for _ in 0..<Int(share * Double(pace.events)) { _ = child.lines?.next() }
            Stopwatch.sleep(seconds: Double(microseconds) / 1e6)
            return child.killNow()
        }
    }

    /// Where the kill landed, and whether the books hold right then.
    private func note(
        _ work: Workplace, _ simulator: SimulatorProcess, _ outcome: inout CrashOutcome
    ) throws {
        let facts = try LedgerFacts(directory: work.directory)
        outcome.kills.append(facts.lastType ?? "(no ledger yet)")
        let books = Reconciliation(bill: try simulator.bill(), facts: facts, cost: nil)
        outcome.violations += books.violations + facts.violations(isSettled: false)
    }

    private func finish(_ work: Workplace, _ outcome: inout CrashOutcome) throws {
        for _ in 0..<Self.resumesMax {
            let open = try LedgerFacts(directory: work.directory).openTasks
            guard !open.isEmpty else { return }
            for task in open {
                outcome.resumes += 1
                judgeEnding(
                    try work.run(["orchestrate", "resume", task.text, "--json"]), &outcome)
            }
        }
        let open = try LedgerFacts(directory: work.directory).openTasks
        if !open.isEmpty {
            outcome.violations.append(
                Violation(
                    .unfinished,
                    "task \(open[0]) is unfinished after \(Self.resumesMax) resumptions"))
        }
    }

    /// Done, failed, partial, or unavailable are proper ends under injected errors.
    private func judgeEnding(_ finished: Workplace.Finished, _ outcome: inout CrashOutcome) {
        guard [0, 1, 2, 69].contains(finished.ending.code) else {
            outcome.violations.append(
                Violation(
                    .program,
                    "it ended with \(finished.ending.text): \(finished.errors.suffix(300))"))
            return
        }
    }

    private func check(
        _ work: Workplace, _ simulator: SimulatorProcess, _ outcome: inout CrashOutcome
    ) throws {
        let judged = Workplace(grok: judge, home: work.home, port: work.port)
        let facts = try LedgerFacts(directory: work.directory)
        outcome.attempts = facts.attempts.count
        outcome.inDoubt = facts.sums().inDoubt
        outcome.violations += facts.violations(isSettled: true)
        if work.hasLedger {
            let verified = try judged.json(["ledger", "verify"], as: VerifyReport.self)
            if !verified.ok || verified.events != Int64(facts.events) {
                outcome.violations.append(
                    Violation(
                        .verification,
                        "`ledger verify` says ok \(verified.ok) over \(verified.events) of "
                            + "\(facts.events) events"))
            }
        }
        outcome.violations += try replays(facts, judged)
        let cost = try judged.json(["ledger", "cost", "--by-account"], as: CostReport.self)
        let books = Reconciliation(bill: try simulator.bill(), facts: facts, cost: cost)
        outcome.violations += books.violations
        outcome.violations += try RepeatCheck.violations(
            try simulator.requests(texts: true), facts: facts, directory: work.directory)
    }
}

extension CrashTrial {
    /// The rules, run again over every history, decide what was recorded.
    private func replays(_ facts: LedgerFacts, _ work: Workplace) throws -> [Violation] {
        try facts.tasks.compactMap { task in
            let replay = try work.run(["ledger", "replay", task.text, "--check", "--quiet"])
            guard replay.ending.code != 0 else { return nil }
            return Violation(.program, "`ledger replay --check`: \(replay.errors.suffix(300))")
        }
    }
}

extension CrashScenario.Moment {
    /// A moment that is sure to come at last, for a run that was faster than the one measured.
    fileprivate func earlier(_ number: Int) -> CrashScenario.Moment {
        switch self {
        case .time(let share): .time(share / Double(number))
        case .event(let share, _): .event(share / Double(number), microseconds: 0)
        }
    }
}
