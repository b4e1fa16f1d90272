internal import Foundation
internal import Ledger

/// One run whose disk runs full: what it says, what it saves, and whether all of it is in the books
/// once there is room again.
struct DiskFullTrial {
    let scenario: DiskFullScenario
    let folder: String
    /// The control: as if the program had not saved what it could not record.
    let dropsWhatIsRescued: Bool
    private let disk: SmallDisk
    private let simulator: SimulatorProcess
    private let work: Workplace

    init(
        grok: GrokBinary, scenario: DiskFullScenario, folder: String, dropsWhatIsRescued: Bool
    ) throws {
        self.scenario = scenario
        self.folder = folder
        self.dropsWhatIsRescued = dropsWhatIsRescued
        for name in ["disk", "temporary", "output"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + name, withIntermediateDirectories: true)
        }
        disk = try SmallDisk(path: folder + "/disk")
        let plan = [
            PlanNode(id: "schema", description: "Work out the schema"),
            PlanNode(id: "limits", description: "Work out the limits", complexity: "medium"),
            PlanNode(
                id: "errors", description: "Work out the errors", dependencies: ["schema"]),
        ]
        simulator = try SimulatorProcess(
            grok,
            [
                "--seed", "\(scenario.seed)", "--latency-ms", "200", "--plan",
                try PlanNode.write(plan, to: folder + "/plan.json"),
            ])
        let temporary = folder + (scenario.isTemporaryFull ? "/disk" : "/temporary")
        work = Workplace(
            grok: grok, home: folder + "/disk/home", port: simulator.port,
            scratch: folder + "/output", temporary: temporary)
        try FileManager.default.createDirectory(
            atPath: work.directory, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
    }

    func run(_ outcome: inout DiskFullOutcome) throws {
        let finished = try runUntilFull()
        outcome.code = finished.ending.code ?? -1
        try disk.grow()
        let rescue = try RescuedOutcomes(finished.errors, work: work, folder: folder)
        if let rescue {
            outcome.place = rescue.place
            outcome.rescued = rescue.events
            outcome.violations += try rescue.violations()
        }
        let facts = try LedgerFacts(directory: work.directory)
        outcome.hasPaused = finished.errors.contains("less than 64 MB are free")
        judge(finished, facts, rescue, &outcome)
        try compareWithBill(facts, rescue, &outcome)
        if let rescue {
            if dropsWhatIsRescued {
                unlink(rescue.path)
            } else {
                try book(rescue, facts, &outcome)
            }
        }
        try finish(&outcome)
        try check(&outcome)
    }

    private static let task = ["orchestrate", "run", "Write the whole", "--json", "-m", "3"]

    private func runUntilFull() throws -> Workplace.Finished {
        if case .opening = scenario.moment {
            try disk.shrink(toFreePages: scenario.freePages)
        }
        let errors = folder + "/output/errors"
        let child = try work.start(Self.task, output: .pipe, errors: .file(errors))
        if case .attempt(let number) = scenario.moment {
            var started = 0
            while started < number, let line = child.lines?.next() {
                if line.contains("\"type\":\"attempt-started.v1\"") { started += 1 }
            }
            try disk.shrink(toFreePages: scenario.freePages)
        }
        let output = child.lines?.rest().joined(separator: "\n") ?? ""
        let ending = try child.wait(seconds: work.secondsMax)
        let text = String(
            decoding: try Data(contentsOf: URL(fileURLWithPath: errors)), as: UTF8.self)
        return Workplace.Finished(ending: ending, output: output, errors: text)
    }

    /// Whether the exit code and the sentence fit what happened.
    private func judge(
        _ finished: Workplace.Finished, _ facts: LedgerFacts, _ rescue: RescuedOutcomes?,
        _ outcome: inout DiskFullOutcome
    ) {
        let isDone = !facts.tasks.isEmpty && facts.openTasks.isEmpty
        guard finished.ending.code == 74 || (isDone && finished.ending.code == 0) else {
            outcome.violations.append(
                "it ended with \(finished.ending.text): \(finished.errors.suffix(300))")
            return
        }
        guard finished.ending.code == 74 else { return }
        let last = finished.errors.split(separator: "\n").last ?? ""
        let helps =
            isDone || facts.tasks.isEmpty || last.contains("grok orchestrate resume ")
        if !last.hasPrefix("grok: ") || !helps {
            outcome.violations.append("it does not say how to go on: \(last.suffix(300))")
        }
    }

    /// Everything that the provider answered is recorded or saved.
    private func compareWithBill(
        _ facts: LedgerFacts, _ rescue: RescuedOutcomes?, _ outcome: inout DiskFullOutcome
    ) throws {
        let billed = try simulator.bill().total.attempts
        let kept = facts.sums().answered + (rescue?.answers ?? 0)
        if billed != kept {
            outcome.violations.append(
                "\(billed) answers are billed, \(facts.sums().answered) are recorded and "
                    + "\(rescue?.answers ?? 0) saved")
        }
        if case .opening = scenario.moment, billed != 0 {
            outcome.violations.append("\(billed) requests were sent with the disk full")
        }
    }

    /// Once is enough, and twice changes nothing.
    private func book(
        _ rescue: RescuedOutcomes, _ facts: LedgerFacts, _ outcome: inout DiskFullOutcome
    ) throws {
        let first = try work.json(["ledger", "rescue", rescue.path], as: RescueReport.self)
        let between = try LedgerFacts(directory: work.directory).events
        let second = try work.json(["ledger", "rescue", rescue.path], as: RescueReport.self)
        let after = try LedgerFacts(directory: work.directory).events
        if first.positions.count + first.alreadyBooked != rescue.events
            || !first.contradicted.isEmpty
        {
            outcome.violations.append("of \(rescue.events) outcomes `rescue` booked \(first)")
        }
        if !second.positions.isEmpty || second.alreadyBooked != rescue.events || after != between {
            outcome.violations.append("`rescue` again is not without effect: \(second)")
        }
    }

    private func finish(_ outcome: inout DiskFullOutcome) throws {
        let facts = try LedgerFacts(directory: work.directory)
        if facts.tasks.isEmpty {
            let finished = try work.run(Self.task)
            if finished.ending.code != 0 {
                outcome.violations.append("with room again: \(finished.errors.suffix(300))")
            }
        }
        for task in facts.tasks {
            let finished = try work.run(["orchestrate", "resume", task.text, "--json"])
            if finished.ending.code != 0 {
                outcome.violations.append("`resume`: \(finished.errors.suffix(300))")
            }
        }
    }

    /// The books at the end: nothing is in doubt, nothing was asked twice, and they come to what
    /// the provider charged.
    private func check(_ outcome: inout DiskFullOutcome) throws {
        let facts = try LedgerFacts(directory: work.directory)
        outcome.attempts = facts.attempts.count
        var found = facts.violations(isSettled: true)
        let cost = try work.json(["ledger", "cost", "--by-account"], as: CostReport.self)
        let bill = try simulator.bill()
        found += Reconciliation(bill: bill, facts: facts, cost: cost).violations
        found += try RepeatCheck.violations(
            try simulator.requests(texts: true), facts: facts, directory: work.directory)
        outcome.violations += found.map(\.description)
        let sums = facts.sums()
        if sums.inDoubt != 0 || sums.settledTicks != bill.total.ticks
            || bill.total.attempts != DiskFullScenario.attempts
        {
            outcome.violations.append(
                "\(bill.total.attempts) answers for \(bill.total.ticks) ticks are billed, "
                    + "\(sums.settledTicks) ticks are settled and \(sums.inDoubt) attempts in doubt"
            )
        }
        if facts.tasks.count != 1 || !facts.openTasks.isEmpty {
            outcome.violations.append("\(facts.openTasks.count) of \(facts.tasks.count) tasks open")
        }
        let verified = try work.json(["ledger", "verify", "--deep"], as: VerifyReport.self)
        if !verified.ok { outcome.violations.append("`ledger verify --deep` finds something") }
        for task in facts.tasks {
            let replay = try work.run(["ledger", "replay", task.text, "--check", "--quiet"])
            if replay.ending.code != 0 {
                outcome.violations.append("`replay --check`: \(replay.errors.suffix(300))")
            }
        }
    }
}

/// What `ledger rescue --json` prints.
struct RescueReport: Decodable, Sendable {
    struct Contradicted: Decodable, Sendable {
        let attempt: String
    }

    let positions: [Int64]
    let alreadyBooked: Int
    let contradicted: [Contradicted]

    private enum CodingKeys: String, CodingKey {
        case positions, contradicted
        case alreadyBooked = "already_booked"
    }
}
