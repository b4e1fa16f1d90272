internal import ArgumentParser
internal import Foundation
internal import Ledger

/// Runs a plan with one slow branch under every strategy and routing, and reads from the
/// simulator's request log what happened.
struct ScheduleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Order and contents of the requests under every strategy and routing.")

    @OptionGroup var options: HarnessOptions

    func run() throws {
        let grok = try GrokBinary(path: options.grok)
        let folder = try TemporaryFolder("schedule", isKept: options.keep)
        let plan = try PlanNode.write(SchedulePlan.nodes, to: folder.path + "/plan.json")
        let cases = Strategy.allCases.flatMap { strategy in
            Routing.allCases.map { (strategy, $0) }
        }
        let results = Parallel.map(cases, width: 3) { strategy, routing in
            Result {
                try violations(
                    grok, strategy, routing, plan: plan,
                    folder: folder.make("\(strategy.rawValue)-\(routing.rawValue)"))
            }
        }
        var count = 0
        for ((strategy, routing), result) in zip(cases, results) {
            let found = try result.get()
            count += found.count
            Say.line(
                Text.padded(strategy.rawValue, 12) + Text.padded(routing.rawValue, 16)
                    + (found.isEmpty ? "holds" : "\(found.count) violations"))
            for violation in found { Say.line("  \(violation)") }
        }
        if options.keep { Say.line("kept: \(folder.path)") }
        Say.line("\(count) violations")
        if count > 0 { throw ExitCode.failure }
    }

    private func violations(
        _ grok: GrokBinary, _ strategy: Strategy, _ routing: Routing, plan: String,
        folder: String
    ) throws -> [Violation] {
        let task = "Explain the machine \(strategy.rawValue)"
        let context = "It stands in a cellar and nobody has the key."
        let simulator = try SimulatorProcess(
            grok, ["--plan", plan, "--latency-ms", "\(SchedulePlan.quickMs)"])
        let work = Workplace(grok: grok, home: folder, port: simulator.port)
        let finished = try work.run([
            "orchestrate", "run", task, "--context", context, "--strategy", strategy.rawValue,
            "--load-balancing", routing.rawValue, "--max-subtasks", "6", "--quiet",
        ])
        guard finished.ending.code == 0 else {
            return [
                Violation(
                    .program, "it ended with \(finished.ending.text): \(finished.errors)")
            ]
        }
        let order = ScheduleFacts(
            try simulator.requests(texts: true), nodes: SchedulePlan.nodes,
            strategy: strategy.rawValue, task: task, context: context)
        let facts = try LedgerFacts(directory: work.directory)
        let books = Reconciliation(
            bill: try simulator.bill(), facts: facts,
            cost: try work.json(["ledger", "cost", "--by-account"], as: CostReport.self))
        return order.violations() + books.violations
            + RoutingFacts.violations(facts, routing: routing)
    }
}
