/// `kill -9` at random moments, with acknowledgements counted outside the process.
struct ProcessDeathRow: TortureRow {
    static let name = "process-death"
    static let promise = "acknowledged events survive process death"

    func attack(_ torture: Torture) throws -> TortureResult {
        // Six of ten with four writers at once, and the larger half of the ledgers long enough for
        // their write-ahead logs to be copied and begun again.
        let trials = torture.count(short: 2, long: 50)
        let alone = torture.count(short: 20, long: 80)
        let together = torture.count(short: 32, long: 120)
        let scenarios = (0..<trials).flatMap { index in
            [(1, alone), (4, together)].map { writers, kills in
                (index: index * 2 + (writers == 1 ? 0 : 1), writers: writers, kills: kills)
            }
        }
        let counter = Counter(total: scenarios.count, noun: "ledgers")
        let outcomes = Parallel.map(scenarios, width: torture.jobs) { scenario in
            Result {
                let name = "process-death-\(scenario.index)"
                defer { torture.folder.remove(name) }
                let outcome = try DeathTrial(
                    seed: torture.seed &+ UInt64(scenario.index), writers: scenario.writers,
                    kills: scenario.kills, folder: torture.folder.make(name) + "/home"
                ).run()
                counter.add(outcome.violations.count)
                return outcome
            }
        }
        var sum = DeathTrial.Outcome()
        for outcome in outcomes {
            let outcome = try outcome.get()
            sum.kills += outcome.kills
            sum.acknowledged += outcome.acknowledged
            sum.retriedAndThere += outcome.retriedAndThere
            sum.events += outcome.events
            sum.violations += outcome.violations
        }
        func count(_ word: String) -> Int { sum.violations.count { $0.hasPrefix(word) } }
        return TortureResult(
            figure: "\(sum.kills) kills, \(sum.acknowledged) acknowledged appends, "
                + "\(sum.retriedAndThere) more were there and retried: \(count("lost")) lost, "
                + "\(count("gap")) gaps, \(count("doubled")) doubled",
            violations: sum.violations)
    }

    /// Two broken writers: one acknowledges too early, one retries with new ids.
    func control(_ torture: Torture) throws -> TortureResult {
        let lost = try sabotaged(torture, "--early", looksFor: "lost")
        let doubled = try sabotaged(torture, "--fresh-ids", looksFor: "doubled")
        let isCaught = !lost.isEmpty && !doubled.isEmpty
        return TortureResult(
            figure: "acknowledged before the append: \(lost.count) lost; "
                + "retried with new ids: \(doubled.count) doubled",
            violations: isCaught ? lost + doubled : [])
    }

    private func sabotaged(
        _ torture: Torture, _ flag: String, looksFor word: String
    ) throws -> [String] {
        for attempt in 0..<10 {
            let name = "process-death-control\(flag)-\(attempt)"
            defer { torture.folder.remove(name) }
            let outcome = try DeathTrial(
                seed: torture.seed &+ UInt64(attempt), writers: 1, kills: 10,
                folder: torture.folder.make(name) + "/home", sabotage: [flag]
            ).run()
            let found = outcome.violations.filter { $0.hasPrefix(word) }
            if !found.isEmpty { return found }
        }
        return []
    }
}
