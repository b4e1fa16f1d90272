/// Rebuilding every table from the log.
enum RebuildBench {
    static func figures(_ bench: Bench) throws -> [Figure] {
        let (small, _) = try GeneratedHome.make(bench, calls: 10_000)
        let (large, report) = try GeneratedHome.make(bench, calls: bench.calls)
        let command = ["ledger", "rebuild"]
        let smallRun = try small.timed(command)
        let runs = try bench.runs(3) { try large.timed(command) }
        return [
            Figure(
                "rebuild", "rebuild: all tables, \(report.events) events", "events/s",
                runs.map { Double(report.events) / $0.seconds }, .atLeast(250_000)),
            Figure(
                "rebuild-resident", "rebuild: peak memory", "MB",
                runs.map { Double($0.residentBytesMax) / 1e6 }, .atMost(80)),
            Figure(
                "rebuild-resident-growth", "rebuild: peak memory to that of 10000 calls", "×",
                runs.map { Double($0.residentBytesMax) / Double(smallRun.residentBytesMax) }),
        ]
    }
}
