internal import Foundation

/// `ledger rebuild` is killed at random moments, while tables are read and the ledger grows; what
/// it leaves must work for any SQLite tool, at once and before any other command comes by.
struct RebuildRow: TortureRow {
    static let name = "rebuild"
    static let promise = "a killed rebuild leaves tables that work"

    func attack(_ torture: Torture) throws -> TortureResult {
        let kills = torture.count(short: 12, long: 400)
        let calls = torture.count(short: 600, long: 3_000)
        let home = try RebuildHome(torture, name: "rebuild", calls: calls)
        let seconds = try home.measure()
        var random = SeededGenerator(seed: torture.seed)
        let witness = TableWitness(home.tables)
        let traffic = try RebuildTraffic(home.work)
        let counter = Counter(total: kills, noun: "kills")
        var (violations, hits, inside) = ([String](), 0, 0)
        for number in 1...kills {
            try home.disturb()
            let delay = Double.random(in: 0..<seconds * 1.1, using: &random)
            let child = try home.work.start(["ledger", "rebuild", "--quiet"])
            Stopwatch.sleep(seconds: delay)
            if child.killNow() { hits += 1 }
            if home.hasLeftover { inside += 1 }
            if let problem = TableWitness.problem(in: home.tables) {
                violations.append("kill \(number), after \(Text.decimal(delay, 4)) s: \(problem)")
            }
            counter.add(violations.count)
        }
        let (events, commands, troubles) = traffic.stop()
        let (readings, seen) = witness.stop()
        violations += troubles + seen + (try home.finish())
        return TortureResult(
            figure: "\(hits) of \(kills) rebuilds killed, \(inside) with their file half made, "
                + "beside \(Text.grouped(readings)) readings, \(commands) commands and "
                + "\(Text.grouped(Int(events))) appended events: the tables worked every time",
            violations: violations)
    }

    /// A rebuild that copies page after page into the live file, and is killed half way.
    func control(_ torture: Torture) throws -> TortureResult {
        let home = try RebuildHome(torture, name: "rebuild-control", calls: 600)
        _ = try home.measure()
        var random = SeededGenerator(seed: torture.seed)
        var violations: [String] = []
        let trials = 10
        for trial in 1...trials {
            let whole = try home.copyTables()
            try home.disturb()
            try home.overwrite(with: whole, share: Double.random(in: 0.1..<0.9, using: &random))
            if let problem = TableWitness.problem(in: home.tables) {
                violations.append("trial \(trial): \(problem)")
            }
            _ = try home.work.run(["ledger", "rebuild", "--quiet"])
        }
        return TortureResult(
            figure: "copied in place and killed half way: \(violations.count) of \(trials) found",
            violations: violations)
    }
}
