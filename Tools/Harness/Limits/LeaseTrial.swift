internal import Ledger

/// A task that a living process runs cannot be resumed by another, and can once that one is dead.
struct LeaseTrial {
    let grok: GrokBinary
    let folder: String

    func run() throws -> [Violation] {
        let simulator = try SimulatorProcess(grok, ["--latency-ms", "700"])
        let work = Workplace(grok: grok, home: folder, port: simulator.port)
        let running = try work.start(
            ["orchestrate", "run", "Take your time", "--json"], output: .pipe)
        guard running.lines?.next() != nil,
            let task = try LedgerFacts(directory: work.directory).openTasks.first
        else { return [Violation(.program, "the run recorded nothing")] }
        let resume = ["orchestrate", "resume", task.text]
        var found: [Violation] = []
        let refused = try work.run(resume)
        if refused.ending.code != 69 {
            found.append(
                Violation(
                    .program,
                    "a second resume of a living run ended with \(refused.ending.text)"))
        }
        let pid = "\(running.pid)"
        let numbers = refused.errors.split { !$0.isNumber }
        if !numbers.contains(where: { $0 == pid }) {
            found.append(
                Violation(
                    .program,
                    "the refusal does not name process \(pid): \(refused.errors)"))
        }
        guard running.killNow() else {
            return found + [Violation(.program, "the run ended before it was killed")]
        }
        let resumed = try work.run(resume)
        if resumed.ending.code != 0 {
            found.append(
                Violation(
                    .program,
                    "after the run had died, resume ended with \(resumed.ending.text): "
                        + "\(resumed.errors)"))
        }
        return found
    }
}
