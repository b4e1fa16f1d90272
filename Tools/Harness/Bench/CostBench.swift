/// Reports over a large ledger: they read a projection that grows with the days, not the calls.
enum CostBench {
    private static let smallCalls = 10_000

    static func figures(_ bench: Bench) throws -> [Figure] {
        let (small, _) = try GeneratedHome.make(bench, calls: smallCalls)
        let (large, report) = try GeneratedHome.make(bench, calls: bench.calls)
        let calls = "\(bench.calls) calls"
        _ = try small.timed(["ledger", "cost"])
        let first = try large.timed(["ledger", "cost"])
        var figures = [
            Figure(
                "cost-generate", "cost: generating \(calls), \(report.events) events", "s",
                [report.seconds]),
            Figure(
                "cost-first", "cost: first catch-up of \(report.events) events", "events/s",
                [Double(report.events) / first.seconds]),
        ]
        for groupings in [["account"], ["model"], ["day"], ["account", "model", "day"]] {
            let options = groupings.map { "--by-\($0)" }
            let command = ["ledger", "cost"] + options
            let grouping = groupings.joined(separator: "-")
            let asked = options.joined(separator: " ")
            // In turns, so that whatever slows the machine down slows both.
            let pairs = try bench.runs(31) {
                (try small.timed(command).seconds, try large.timed(command).seconds)
            }
            figures.append(
                Figure(
                    "cost-by-\(grouping)", "cost: \(asked), \(calls)", "ms",
                    pairs.map { $0.1 * 1_000 }, .atMost(15)))
            figures.append(
                Figure(
                    "cost-by-\(grouping)-growth",
                    "cost: \(asked), \(calls) to \(smallCalls)", "×",
                    pairs.map { $0.1 / $0.0 }, .atMost(1.5)))
        }
        return figures
    }
}
