/// Whole runs against a simulator in a process of its own, in a home that exists: every call is
/// recorded twice and durably, before it is sent and when it is answered.
enum RunBench {
    private static let concurrency = 64

    private struct Case {
        let subtasks: Int
        let latencyMs: Int
        let runs: Int
        var secondsMax: Double?
        var cpuSecondsMax: Double?
        var residentMBMax: Double?
        var ratioMax: Double?

        /// Decomposition, the rounds of sub-tasks, aggregation.
        var idealSeconds: Double {
            let rounds = (subtasks + concurrency - 1) / concurrency
            return Double((rounds + 2) * latencyMs) / 1_000
        }
    }

    private static let cases = [
        Case(subtasks: 5, latencyMs: 0, runs: 21, secondsMax: 0.040),
        Case(subtasks: 100, latencyMs: 0, runs: 11, secondsMax: 0.120),
        Case(
            subtasks: 1_000, latencyMs: 0, runs: 7, secondsMax: 0.5, cpuSecondsMax: 0.7,
            residentMBMax: 60),
        Case(subtasks: 5, latencyMs: 200, runs: 5),
        Case(subtasks: 100, latencyMs: 200, runs: 5),
        Case(subtasks: 1_000, latencyMs: 200, runs: 5, ratioMax: 1.03),
    ]

    static func figures(_ bench: Bench) throws -> [Figure] {
        try cases.flatMap { try figures($0, bench) }
    }

    private static func figures(_ test: Case, _ bench: Bench) throws -> [Figure] {
        let folder = try bench.folder.make("runs-\(test.subtasks)-\(test.latencyMs)")
        let plan = try PlanNode.write(nodes(test.subtasks), to: folder + "/plan.json")
        let simulator = try SimulatorProcess(
            bench.grok, ["--plan", plan, "--latency-ms", "\(test.latencyMs)"])
        let work = Workplace(grok: bench.grok, home: folder, port: simulator.port)
        let endings = try bench.runs(test.runs) {
            try work.timed([
                "orchestrate", "run", "Describe every part of the machine", "--quiet",
                "--max-subtasks", "\(test.subtasks)", "--concurrency", "\(concurrency)",
                "--requests-per-minute", "1000000",
            ])
        }
        let id = "run-\(test.subtasks)-\(test.latencyMs)ms"
        let name = "run: \(test.subtasks) sub-tasks at \(test.latencyMs) ms"
        return time(test, id, name, endings) + [
            Figure(
                id + "-cpu", name + ", processor time", "CPU-s", endings.map(\.cpuSeconds),
                test.cpuSecondsMax.map { .atMost($0) } ?? .none),
            Figure(
                id + "-resident", name + ", peak memory", "MB",
                endings.map { Double($0.residentBytesMax) / 1e6 },
                test.residentMBMax.map { .atMost($0) } ?? .none),
        ]
    }

    private static func time(
        _ test: Case, _ id: String, _ name: String, _ endings: [Ending]
    ) -> [Figure] {
        let seconds = endings.map(\.seconds)
        guard test.latencyMs > 0 else {
            return [
                Figure(
                    id, name, "ms", seconds.map { $0 * 1_000 },
                    test.secondsMax.map { .atMost($0 * 1_000) } ?? .none)
            ]
        }
        return [
            Figure(id, name, "ms", seconds.map { $0 * 1_000 }),
            Figure(
                id + "-ratio",
                name + ", to the ideal \(Text.decimal(test.idealSeconds, 1)) s", "×",
                seconds.map { $0 / test.idealSeconds },
                test.ratioMax.map { .atMost($0) } ?? .none),
        ]
    }

    /// Short answers, so that the merged results of a thousand still fit into one aggregation.
    private static func nodes(_ count: Int) -> [PlanNode] {
        (1...count).map { number in
            PlanNode(
                id: "n\(number)", description: "Describe part number \(number)",
                complexity: ["simple", "medium", "complex"][number % 3],
                answer: "Part \(number) is made of steel, weighs what it must and is easy to "
                    + "reach. It is checked once a year, and nothing else is known about it.")
        }
    }
}
