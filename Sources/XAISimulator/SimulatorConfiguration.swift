/// What a simulator does beyond answering. The defaults are a provider without faults, limits or
/// latency.
///
/// Rates are probabilities from 0 to 1. Faults are drawn from the seed, the content of the request
/// and how many times this content was asked before, so that a run can be repeated exactly and a
/// retry of the same request can still succeed.
package struct SimulatorConfiguration: Sendable {
    /// Answers are a pure function of this seed, the model and the messages. Default 1.
    package var seed: UInt64
    /// The wait before the first byte of every generated answer, in milliseconds. Default 0.
    package var latencyMs: Int
    /// The limit per team, in requests a minute; nil (default) is no limit.
    package var requestsPerMinute: Int?
    /// The length of the sliding window in which the limit holds, in milliseconds. Default 60,000.
    /// The limit scales with it: 60 a minute is 5 in a window of 5,000 ms.
    package var windowMs: Int
    /// How often a request is refused with 429 (rate with and without `Retry-After`, capacity) or
    /// fails with 500, 502 or 503. Default 0.
    package var errorRate: Double
    /// How often a stream is cut: the connection closes before usage and `[DONE]`; it is billed
    /// in full. Default 0.
    package var cutRate: Double
    /// How often a plan is wrong (see `WrongPlan`). Default 0.
    package var badPlanRate: Double
    /// How often the answer is not what its content type says: cut-off JSON, a page of HTML, a
    /// broken chunk, an error object instead of a stream. Default 0.
    package var malformedRate: Double
    /// How often an answer takes `slowMs` longer. Default 0.
    package var slowRate: Double
    /// The extra wait of a slow answer, in milliseconds. Default 2,000.
    package var slowMs: Int
    /// How often usage lacks `cost_in_usd_ticks`. Default 0.
    package var unreportedRate: Double
    /// Whether an injected 5xx is billed although nothing is delivered. Default false.
    package var billErrors: Bool
    /// The plan to answer every decomposition with; nil (default) makes one up from the task.
    package var plan: PlanFile?
    /// The `Retry-After` of an injected 429 that carries one, in seconds. Default 1.
    package var retryAfterSeconds: Int

    package init(
        seed: UInt64 = 1, latencyMs: Int = 0, requestsPerMinute: Int? = nil,
        windowMs: Int = 60_000, errorRate: Double = 0, cutRate: Double = 0,
        badPlanRate: Double = 0, malformedRate: Double = 0, slowRate: Double = 0,
        slowMs: Int = 2_000, unreportedRate: Double = 0, billErrors: Bool = false,
        plan: PlanFile? = nil, retryAfterSeconds: Int = 1
    ) {
        self.seed = seed
        self.latencyMs = latencyMs
        self.requestsPerMinute = requestsPerMinute
        self.windowMs = windowMs
        self.errorRate = errorRate
        self.cutRate = cutRate
        self.badPlanRate = badPlanRate
        self.malformedRate = malformedRate
        self.slowRate = slowRate
        self.slowMs = slowMs
        self.unreportedRate = unreportedRate
        self.billErrors = billErrors
        self.plan = plan
        self.retryAfterSeconds = retryAfterSeconds
    }

    /// Requests that one key may have admitted in one window; nil is no limit, and never less
    /// than one.
    package var requestsPerWindow: Int? {
        requestsPerMinute.map { max(1, $0 * windowMs / 60_000) }
    }

    /// Throws `badConfiguration` with one sentence for the first value that is out of range.
    package func validate() throws(SimulatorError) {
        let rates = [
            ("error rate", errorRate), ("cut rate", cutRate), ("bad-plan rate", badPlanRate),
            ("malformed rate", malformedRate), ("slow rate", slowRate),
            ("unreported rate", unreportedRate),
        ]
        for (name, rate) in rates where !(0...1).contains(rate) {
            throw .badConfiguration("The \(name) must be between 0 and 1, not \(rate).")
        }
        let waits = [("latency", latencyMs), ("slow answers' extra wait", slowMs)]
        for (name, waitMs) in waits where !(0...SimulatorLimits.latencyMs).contains(waitMs) {
            throw .badConfiguration(
                "The \(name) must be between 0 and \(SimulatorLimits.latencyMs) ms, not \(waitMs).")
        }
        guard (1...86_400_000).contains(windowMs) else {
            throw .badConfiguration(
                "The limit's window must be between 1 ms and a day, not \(windowMs) ms.")
        }
        guard (0...86_400).contains(retryAfterSeconds) else {
            throw .badConfiguration(
                "Retry-After must be between 0 and 86400 s, not \(retryAfterSeconds).")
        }
        try validateLimit()
    }

    private func validateLimit() throws(SimulatorError) {
        guard let requestsPerMinute else { return }
        let most = SimulatorLimits.requestsPerWindow
        guard (1...most).contains(requestsPerMinute), (requestsPerWindow ?? 0) <= most else {
            throw .badConfiguration(
                "The limit must be between 1 and \(most) requests, in a minute and in the window.")
        }
    }
}
