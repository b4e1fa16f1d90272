/// Two runs at once on two keys of one team, disturbed, and what the provider saw arrive for the
/// team.
struct TeamTrial {
    let grok: GrokBinary
    let folder: String
    let seed: UInt64
    /// What the team may start in a window.
    let requests: Int
    let windowSeconds: Int
    let subtasks: Int
    /// Whether the provider says that the keys are of one team. If it does not, the requests of
    /// both, counted together, must exceed the limit.
    let isTold: Bool

    struct Report: Sendable {
        var violations: [Violation] = []
        var arrivals = 0
        var peak = 0
        var stops = 0
        var seconds = 0.0
    }

    private var keys: [String] {
        (1...2).map { "harness-\(isTold ? "team-one" : "alone")-key-\($0)-c3d4" }
    }

    func run() throws -> Report {
        let began = Stopwatch.now()
        let nodes = (1...subtasks).map {
            PlanNode(id: "n\($0)", description: "Consider item \($0) of the list")
        }
        let plan = try PlanNode.write(nodes, to: folder + "/plan.json")
        let simulator = try SimulatorProcess(
            grok, ["--plan", plan, "--latency-ms", "30", "--seed", "\(seed)"])
        let place = Workplace(grok: grok, home: folder + "/home", port: simulator.port)
        let children = try (0..<2).map { index in
            let child = try place.start(
                arguments(index, plan),
                environment: ["GROK_API_KEY": keys[0], "GROK_API_KEY_2": keys[1]],
                errors: .file(folder + "/errors-\(index)"))
            child.lowerPriority(by: Burners.prioritySteps)
            return child
        }
        let disturbance = Disturbance(children, seed: seed, windowMs: windowSeconds * 1_000)
        var report = Report()
        for child in children {
            let ending = try child.wait(seconds: 300)
            // A process that is stopped again and again may pause in the end; that is no violation.
            if ending.code != 0, ending.code != 69 {
                report.violations.append(
                    Violation(.program, "a run under the limit ended with \(ending.text)"))
            }
        }
        disturbance.end()
        report.stops = disturbance.count
        count(try simulator.requests(texts: false), &report)
        report.seconds = Stopwatch.now() - began
        return report
    }

    /// With a plan file nothing comes before the burst: the limit must hold from the first request.
    private func arguments(_ index: Int, _ plan: String) -> [String] {
        [
            "orchestrate", "run", "Go through list \(index)", "--plan-file", plan,
            "--max-subtasks", "\(subtasks)", "--strategy", "parallel", "--requests-per-minute",
            "\((requests * 60 + windowSeconds - 1) / windowSeconds)", "--rate-window",
            "\(windowSeconds)", "--quiet",
        ]
    }

    private func count(_ seen: [ProviderRequest], _ report: inout Report) {
        let instants = seen.map(\.monotonicUs)
        report.arrivals = instants.count
        let length = Int64(windowSeconds) * 1_000_000
        guard let peak = SlidingWindow.peak(instants, length: length) else { return }
        report.peak = peak.count
        if peak.count > requests {
            report.violations.append(
                Violation(
                    .limit,
                    "\(peak.count) requests of the team arrived within \(windowSeconds) s from "
                        + "\(peak.from) us; the limit is \(requests)"))
        }
    }
}
