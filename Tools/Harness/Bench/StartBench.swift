/// How long the program takes until it has done next to nothing.
enum StartBench {
    static func figures(_ bench: Bench) throws -> [Figure] {
        let small = try SmallHome.make(bench, name: "start")
        let version = try bench.runs(41) { try small.versionSeconds() * 1_000 }
        let cost = try bench.runs(41) { try small.timed(["ledger", "cost"]).seconds * 1_000 }
        return [
            Figure("start-version", "start: grok --version", "ms", version, .atMost(8)),
            Figure("start-cost", "start: grok ledger cost, small ledger", "ms", cost, .atMost(15)),
        ]
    }
}

/// A home in which one small task has been done.
enum SmallHome {
    static func make(_ bench: Bench, name: String) throws -> Workplace {
        let simulator = try SimulatorProcess(bench.grok, [])
        let work = Workplace(
            grok: bench.grok, home: try bench.folder.make(name), port: simulator.port)
        _ = try work.timed(["orchestrate", "run", "Write a short note", "--quiet"])
        return work
    }
}

extension Workplace {
    fileprivate func versionSeconds() throws -> Double {
        let ending = try grok.start(["--version"], environment: [:]).wait(seconds: 60)
        guard ending.code == 0 else {
            throw HarnessError("`grok --version` ended with \(ending.text)")
        }
        return ending.seconds
    }
}
