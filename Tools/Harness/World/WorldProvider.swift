internal import Agents
internal import Ledger
internal import Orchestration
internal import XAI

/// The provider of a simulated world. It keeps its own bill and its own windows, by true time.
struct WorldProvider {
    /// What it did with a request.
    struct Reply {
        let result: AttemptResult
        let latencyMs: Int64
    }

    private let limit: RateLimit
    private let subtasks: ClosedRange<Int>
    private let billsServerErrors: Bool
    private var draw: SeededGenerator
    private var reasoning: SeededGenerator
    /// When requests of an account arrived, in microseconds.
    private var arrivals: [String: [Int64]] = [:]
    /// What it billed for an attempt.
    private(set) var bill: [EventID: Int64] = [:]
    private(set) var billed: Int64 = 0
    /// What an attempt was billed beyond its hold.
    private(set) var excess: [EventID: Int64] = [:]
    /// Accounts that have used up their credit.
    private(set) var broke: Set<String> = []
    private(set) var violations: [String] = []

    init(_ scenario: WorldScenario, seed: UInt64) {
        limit = RateLimit(
            requests: scenario.options.windowRequests, windowMs: scenario.options.windowMs)
        subtasks = scenario.subtasks
        billsServerErrors = scenario.options.billsServerErrors
        draw = SeededGenerator(seed: seed ^ 0x9D0F)
        reasoning = SeededGenerator(seed: seed ^ 0xE8CE)
    }

    /// Answers the request of `assignment`, which arrives at `time`.
    mutating func receive(
        _ assignment: SubAgent.Assignment, at time: Int64, faults: WorldFaults
    ) -> Reply {
        let account = assignment.started.attempt.account
        count(account, at: time)
        let latency = Int64(draw.draw(200...20_000))
        if broke.contains(account) || draw.chance(faults.noCredit) {
            broke.insert(account)
            return refuse(.noCredit, status: 403)
        }
        if draw.chance(faults.rateLimited) {
            let wait = draw.chance(0.5) ? Int64(draw.draw(1...40)) * 1_000 : nil
            return refuse(.rateLimited, status: 429, retryAfterMs: wait)
        }
        if draw.chance(faults.atCapacity) { return refuse(.atCapacity, status: 429) }
        if draw.chance(faults.serverError) {
            if billsServerErrors, draw.chance(0.5) { charge(assignment) }
            return lose(.serverError, status: 502, latency)
        }
        if draw.chance(faults.connectionLost) {
            if draw.chance(0.5) { charge(assignment) }
            return lose(.connectionLost, status: nil, latency)
        }
        let thinksOn = reasoning.chance(faults.excess)
        let answer = charge(assignment, extraTokens: thinksOn ? reasoning.draw(1...400_000) : 0)
        if draw.chance(faults.streamCut) {
            return lose(.streamCut, status: 200, latency, partialText: "The beginning of")
        }
        if draw.chance(faults.silent) { return lose(.timedOut, status: nil, 600_000) }
        return Reply(
            result: .answered(written(answer, assignment, faults)), latencyMs: latency)
    }

    /// No window may ever hold more than the limit, whatever clocks say.
    private mutating func count(_ account: String, at time: Int64) {
        var recent = arrivals[account, default: []]
        recent.removeAll { $0 <= time - limit.windowMs * 1_000 }
        recent.append(time)
        arrivals[account] = recent
        if recent.count > limit.requests {
            violations.append(
                "\(recent.count) requests of \(account) in a window of \(limit.requests), at "
                    + "\(time) us")
        }
    }

    private func refuse(
        _ reason: FailureReason, status: Int, retryAfterMs: Int64? = nil
    ) -> Reply {
        Reply(
            result: .failed(
                ChatFailure(
                    reason: reason, status: status, retryAfterMs: retryAfterMs,
                    message: "refused: \(reason.rawValue)")), latencyMs: 50)
    }

    private func lose(
        _ reason: FailureReason, status: Int?, _ latencyMs: Int64, partialText: String? = nil
    ) -> Reply {
        Reply(
            result: .unknown(
                ChatFailure(
                    reason: reason, status: status, message: "broken: \(reason.rawValue)",
                    partialText: partialText)), latencyMs: latencyMs)
    }

    /// Books what the answer costs: within what a hold allows, unless it reasons on and on.
    @discardableResult
    private mutating func charge(
        _ assignment: SubAgent.Assignment, extraTokens: Int = 0
    ) -> ChatAnswer {
        let started = assignment.started
        let usage = TokenUsage(
            prompt: Int64(started.requestBytes / 4), cached: 0,
            completion: Int64(draw.draw(1...Int(min(started.completionTokensMax, 500)))),
            reasoning: Int64(draw.draw(0...2_000) + extraTokens))
        let cost = try? started.price?.cost(of: usage)
        let over = (cost?.count ?? 0) - (started.attempt.holdTicks?.count ?? 0)
        if over > 0 { excess[started.attempt.id] = over }
        bill[started.attempt.id, default: 0] += cost?.count ?? 0
        billed += cost?.count ?? 0
        return ChatAnswer(
            id: "answer-\(bill.count)", servedModel: started.attempt.model, text: "",
            finishReason: "stop", usage: usage, reportedTicks: cost)
    }

    private mutating func written(
        _ answer: ChatAnswer, _ assignment: SubAgent.Assignment, _ faults: WorldFaults
    ) -> ChatAnswer {
        var answer = answer
        let call = assignment.started.attempt.call
        answer.text = "What call \(call.kind.rawValue) \(call.subtask ?? 0) came to."
        if call.kind == .decomposition {
            answer.text = plan(isWrong: draw.chance(faults.wrongPlan))
        } else if draw.chance(faults.unfinished) {
            answer.finishReason = draw.pick("length", "stop")
            if answer.finishReason == "stop" { answer.text = "" }
        }
        return answer
    }

    /// A plan in which each sub-task waits for some of those before it; a wrong one waits for one
    /// that does not exist, or is no plan at all.
    private mutating func plan(isWrong: Bool) -> String {
        if isWrong, draw.chance(0.5) { return "There is nothing to plan." }
        let count = draw.draw(subtasks)
        let nodes = (1...count).map { number in
            let earlier = Array(1..<number).shuffled(using: &draw).prefix(draw.pick(0, 0, 1, 2))
            var waits = earlier.sorted().map { "\"part-\($0)\"" }
            if isWrong, number == count { waits.append("\"part-none\"") }
            let complexity = draw.pick("simple", "medium", "complex")
            return """
                {"id":"part-\(number)","description":"Part \(number)","complexity":"\(complexity)",\
                "dependencies":[\(waits.joined(separator: ","))]}
                """
        }
        return "{\"strategy\":\"adaptive\",\"subtasks\":[\(nodes.joined(separator: ","))]}"
    }
}
