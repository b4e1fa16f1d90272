/// Two runs at once under a small limit, disturbed, and what the provider saw arrive.
struct RateTrial {
    let grok: GrokBinary
    let folder: String
    let seed: UInt64
    /// What each account may start in a window.
    let requests: Int
    let windowSeconds: Int
    let subtasks: Int
    /// Two homes know nothing of each other: then the limit must be seen exceeded.
    let sharesHome: Bool

    struct Report: Sendable {
        var violations: [Violation] = []
        /// By account: all requests, and the most in any window.
        var arrivals: [(account: String, count: Int, peak: Int)] = []
        var stops = 0
        /// Runs that gave up waiting, resumably.
        var pauses = 0
        var seconds = 0.0
    }

    func run() throws -> Report {
        let began = Stopwatch.now()
        var generator = SeededGenerator(seed: seed)
        let nodes = (1...subtasks).map {
            PlanNode(id: "n\($0)", description: "Consider item \($0) of the list")
        }
        let plan = try PlanNode.write(nodes, to: folder + "/plan.json")
        let simulator = try SimulatorProcess(
            grok, ["--plan", plan, "--latency-ms", "30", "--seed", "\(seed)"])
        let places = (0..<2).map { index in
            Workplace(
                grok: grok, home: folder + (sharesHome ? "/home" : "/home-\(index)"),
                port: simulator.port)
        }
        let children = try places.enumerated().map { index, place in
            let child = try place.start(
                arguments(index, &generator), errors: .file(folder + "/errors-\(index)"))
            child.lowerPriority(by: Burners.prioritySteps)
            return child
        }
        let burners = Burners(count: sharesHome ? 2 : 0)
        let disturbance =
            sharesHome
            ? Disturbance(children, seed: seed, windowMs: windowSeconds * 1_000) : nil
        var report = Report()
        for child in children {
            let ending = try child.wait(seconds: 300)
            // A process that is stopped again and again may pause in the end; that is no violation.
            if ending.code == 69 {
                report.pauses += 1
            } else if ending.code != 0 {
                report.violations.append(
                    Violation(.program, "a run under the limit ended with \(ending.text)"))
            }
        }
        disturbance?.end()
        burners.stop()
        report.stops = disturbance?.count ?? 0
        count(try simulator.requests(texts: false), &report)
        report.seconds = Stopwatch.now() - began
        return report
    }

    private func arguments(_ index: Int, _ generator: inout SeededGenerator) -> [String] {
        [
            "orchestrate", "run", "Go through list \(index)", "--strategy", "parallel",
            "--load-balancing", generator.pick("round-robin", "least-loaded", "cost-optimized"),
            "--max-subtasks", "\(subtasks)", "--requests-per-minute",
            "\((requests * 60 + windowSeconds - 1) / windowSeconds)", "--rate-window",
            "\(windowSeconds)", "--quiet",
        ]
    }

    private func count(_ seen: [ProviderRequest], _ report: inout Report) {
        for account in Accounts.all {
            let fingerprint = Accounts.fingerprint(account.key)
            let instants = seen.filter { $0.keySHA256 == fingerprint }.map(\.monotonicUs)
            let length = Int64(windowSeconds) * 1_000_000
            guard let peak = SlidingWindow.peak(instants, length: length) else { continue }
            report.arrivals.append((account.name, instants.count, peak.count))
            if peak.count > requests {
                report.violations.append(
                    Violation(
                        .limit,
                        "\(account.name): \(peak.count) requests arrived within "
                            + "\(windowSeconds) s from \(peak.from) us; the limit is "
                            + "\(requests)"))
            }
        }
    }
}
