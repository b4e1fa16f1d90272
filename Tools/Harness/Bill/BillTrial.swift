/// Some runs against a faulty provider, and the comparison of the books.
struct BillTrial {
    let grok: GrokBinary
    let scenario: BillScenario
    let folder: String

    func run() -> BillOutcome {
        var outcome = BillOutcome(scenario: scenario)
        do {
            try run(&outcome)
        } catch {
            outcome.error = String(describing: error)
        }
        return outcome
    }

    private func run(_ outcome: inout BillOutcome) throws {
        let simulator = try SimulatorProcess(grok, scenario.simulatorArguments)
        let work = Workplace(grok: grok, home: folder, port: simulator.port)
        let finished = Parallel.map(
            scenario.runs, width: scenario.runsAtOnce ? scenario.runs.count : 1
        ) { arguments in Result { try work.run(arguments) } }
        for result in finished {
            let finished = try result.get()
            // Done, failed, partial and unavailable are proper ends under injected errors.
            if ![0, 1, 2, 69].contains(finished.ending.code) {
                outcome.violations.append(
                    Violation(
                        .program,
                        "a run ended with \(finished.ending.text): "
                            + "\(finished.errors.suffix(300))"))
            }
        }
        let facts = try LedgerFacts(directory: work.directory)
        let cost = try work.json(["ledger", "cost", "--by-account"], as: CostReport.self)
        let books = Reconciliation(bill: try simulator.bill(), facts: facts, cost: cost)
        outcome.violations += books.violations + facts.violations(isSettled: true)
        outcome.violations += unexpectedDoubt(facts)
        outcome.books = books
    }

    /// Where no stream is cut and no 5xx is billed, nothing is in doubt.
    private func unexpectedDoubt(_ facts: LedgerFacts) -> [Violation] {
        let inDoubt = facts.sums().inDoubt
        guard !scenario.cuts, scenario.serverErrorsAreUnbilled, inDoubt > 0 else { return [] }
        return [
            Violation(
                .disagreement, "\(inDoubt) attempts are in doubt, and nothing gave a reason to")
        ]
    }
}
