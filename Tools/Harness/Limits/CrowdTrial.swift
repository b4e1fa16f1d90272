/// Fifty processes at once on one home that does not exist yet.
struct CrowdTrial {
    let grok: GrokBinary
    let folder: String

    static let runs = 25
    private static let readers = [
        ["ledger", "cost", "--by-account"], ["ledger", "cost", "--by-day"],
        ["orchestrate", "list"], ["orchestrate", "stats"], ["ledger", "verify"],
        ["ledger", "cost", "--by-model"], ["ledger", "log"], ["ledger", "rebuild"],
    ]
    /// What must not be printed by anybody.
    private static let words = [
        "database is locked", "SQLITE_BUSY", "database is busy", "disk I/O",
    ]

    static let count = 50

    func run() throws -> [Violation] {
        let simulator = try SimulatorProcess(grok, ["--latency-ms", "20"])
        let work = Workplace(grok: grok, home: folder, port: simulator.port)
        let commands = (0..<Self.count).map { index in
            index < Self.runs
                ? [
                    "orchestrate", "run", "Write leaflet \(index)", "--requests-per-minute",
                    "100000",
                ] : Self.readers[index % Self.readers.count]
        }
        let finished = Parallel.map(commands, width: Self.count) { command in
            Result { try work.run(command) }
        }
        var found: [Violation] = []
        for (command, result) in zip(commands, finished) {
            found += violations(command, try result.get())
        }
        return try found + books(work, simulator)
    }

    private func violations(
        _ command: [String], _ finished: Workplace.Finished
    ) -> [Violation] {
        let name = "`grok \(command.prefix(2).joined(separator: " "))`"
        var found: [Violation] = []
        if finished.ending.code != 0 {
            found.append(
                Violation(
                    .program,
                    "\(name) ended with \(finished.ending.text): \(finished.errors.suffix(300))"))
        }
        let text = (finished.output + finished.errors).lowercased()
        for word in Self.words where text.contains(word.lowercased()) {
            found.append(Violation(.program, "\(name) printed \"\(word)\""))
        }
        return found
    }

    private func books(
        _ work: Workplace, _ simulator: SimulatorProcess
    ) throws -> [Violation] {
        let facts = try LedgerFacts(directory: work.directory)
        let cost = try work.json(["ledger", "cost", "--by-account"], as: CostReport.self)
        let verified = try work.json(["ledger", "verify"], as: VerifyReport.self)
        var found = Reconciliation(bill: try simulator.bill(), facts: facts, cost: cost).violations
        found += facts.violations(isSettled: true)
        if !verified.ok { found.append(Violation(.verification, "`ledger verify` says no")) }
        if facts.tasks.count != Self.runs || !facts.openTasks.isEmpty {
            found.append(
                Violation(
                    .unfinished,
                    "\(facts.tasks.count - facts.openTasks.count) of \(Self.runs) tasks are "
                        + "finished"))
        }
        return found
    }
}
