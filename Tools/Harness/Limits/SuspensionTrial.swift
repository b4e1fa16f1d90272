internal import Foundation
internal import Ledger

/// A run that is stopped and goes on later, as a machine that was asleep does, while its provider
/// may have died and come back. What broke meanwhile is in doubt, and nobody waits for long.
struct SuspensionTrial {
    let grok: GrokBinary
    let folder: String
    let seed: UInt64

    private static let stops = 4
    private static let subtasks = 12
    /// Answers take so long that every stop hits some.
    private static let latencyMs = 400
    /// Longer than what may pass between two pieces of an answer.
    private static let sleepSeconds = 2.5
    /// What a run may take beyond its sleep: the longest wait between two tries is 30 seconds.
    private static let extraSecondsMax = 60.0

    struct Report: Sendable {
        var violations: [Violation] = []
        var stops = 0
        /// How often the provider died during a stop.
        var deaths = 0
        var attempts = 0
        var inDoubt = 0
        var seconds = 0.0
    }

    func run() throws -> Report {
        var generator = SeededGenerator(seed: seed)
        var report = Report()
        var provider = try provider(port: 0)
        let work = Workplace(grok: grok, home: folder + "/home", port: provider.port)
        let plan = try PlanNode.write(
            (1...Self.subtasks).map { number in
                PlanNode(
                    id: "n\(number)", description: "Part \(number)",
                    dependencies: number > 1 ? ["n\(number - 1)"] : [])
            }, to: folder + "/plan.json")
        let began = Stopwatch.now()
        let child = try work.start(
            [
                "orchestrate", "run", "Go on after sleep", "--plan-file", plan, "--max-subtasks",
                "\(Self.subtasks)", "--idle-timeout", "1", "--first-byte-timeout", "2", "--quiet",
            ], errors: .file(folder + "/errors"))
        for number in 0..<Self.stops {
            Stopwatch.sleep(seconds: Double(generator.draw(100...900)) / 1_000)
            child.signal(SIGSTOP)
            if number.isMultiple(of: 2) {
                let port = provider.port
                provider.die()
                provider = try self.provider(port: port)
                report.deaths += 1
            }
            Stopwatch.sleep(seconds: Self.sleepSeconds)
            report.stops += child.isOver ? 0 : 1
            child.signal(SIGCONT)
        }
        let ending = try child.wait(seconds: 240)
        report.seconds = Stopwatch.now() - began
        try judge(ending, work, &report)
        return report
    }

    private func provider(port: Int) throws -> BillerProcess {
        try BillerProcess([
            "--folder", folder, "--seed", "\(seed)", "--latency-ms", "\(Self.latencyMs)", "--port",
            "\(port)",
        ])
    }

    private func judge(_ ending: Ending, _ work: Workplace, _ report: inout Report) throws {
        let facts = try LedgerFacts(directory: work.directory)
        report.attempts = facts.attempts.count
        report.inDoubt = facts.sums().inDoubt
        let bill = ProviderBill(try Biller(folder: folder).entries())
        report.violations += Reconciliation(bill: bill, facts: facts, cost: nil).violations
        report.violations += facts.violations(isSettled: true)
        if ending.code != 0 {
            report.violations.append(
                Violation(.program, "a run that was stopped ended with \(ending.text)"))
        }
        if report.stops < Self.stops {
            report.violations.append(
                Violation(.program, "only \(report.stops) stops hit the run"))
        }
        if report.inDoubt == 0 {
            report.violations.append(
                Violation(.program, "no call was broken: the stops hit nothing"))
        }
        let calls = Double(Self.subtasks + 1) * Double(Self.latencyMs) / 1_000
        let due = calls + Double(Self.stops) * (Self.sleepSeconds + 1) + Self.extraSecondsMax
        if report.seconds > due {
            report.violations.append(
                Violation(
                    .limit,
                    "the run took \(Text.seconds(report.seconds)), \(Text.seconds(due)) are due"))
        }
    }
}
