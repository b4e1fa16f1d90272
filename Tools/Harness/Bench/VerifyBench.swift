/// `ledger verify` and the raw C scan of the same file, in turns.
enum VerifyBench {
    static func figures(_ bench: Bench) throws -> [Figure] {
        let raw = try RawControl(bench)
        let (small, _) = try GeneratedHome.make(bench, calls: 10_000)
        let (large, report) = try GeneratedHome.make(bench, calls: bench.calls)
        let events = Double(report.events)
        let smallRun = try small.timed(["ledger", "verify"])
        let pairs = try bench.runs(3) {
            let ours = try large.timed(["ledger", "verify"])
            let theirs = try raw.verify(file: large.directory + "/ledger.db")
            return (ours: ours, raw: Double(theirs.events) / theirs.seconds)
        }
        return [
            Figure(
                "verify", "verify: \(report.events) events", "events/s",
                pairs.map { events / $0.ours.seconds }),
            Figure("verify-raw", "verify: raw C scan", "events/s", pairs.map(\.raw)),
            Figure(
                "verify-ratio", "verify: to raw C", "×",
                pairs.map { events / $0.ours.seconds / $0.raw }, .atLeast(0.6)),
            Figure(
                "verify-resident", "verify: peak memory", "MB",
                pairs.map { Double($0.ours.residentBytesMax) / 1e6 }, .atMost(80)),
            Figure(
                "verify-resident-growth", "verify: peak memory to that of 10000 calls", "×",
                pairs.map {
                    Double($0.ours.residentBytesMax) / Double(smallRun.residentBytesMax)
                }),
        ]
    }
}
