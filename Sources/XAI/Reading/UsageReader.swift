import Ledger

/// Reads a `usage` object and decides how its figures add up.
///
/// `prompt_tokens` includes cached tokens everywhere. Whether `completion_tokens` includes the
/// reasoning tokens depends on who serves: at xAI it does not, at OpenAI and its imitators it does.
/// Nothing in the payload says so, except which sum equals `total_tokens`.
enum UsageReader {
    private struct Counts {
        var prompt = JSONScanner.Whole.none
        var completion = JSONScanner.Whole.none
        var total = JSONScanner.Whole.none
        var cached = JSONScanner.Whole.none
        var reasoning = JSONScanner.Whole.none
        var ticks = JSONScanner.Whole.none
        /// Fields that only xAI sends.
        var isFromXAI = false
    }

    /// Reads the value that comes next; null and anything that is no object read as absent.
    static func read(_ scanner: inout JSONScanner) throws(JSONError) -> UsageReading {
        _ = try scanner.peek()
        let start = scanner.position
        guard try scanner.enterObject() else { return UsageReading() }
        var counts = Counts()
        while let key = try scanner.nextKey() {
            try read(key, &scanner, into: &counts)
        }
        var reading = reading(of: counts)
        let raw = scanner.read(from: start, to: scanner.position)
        if raw.count <= AttemptAnswered.rawUsageBytesMax,
            let text = String(validating: raw, as: UTF8.self)
        {
            reading.raw = text
        } else {
            reading.flags.insert(.rawNotKept)
        }
        return reading
    }

    private static func read(
        _ key: String, _ scanner: inout JSONScanner, into counts: inout Counts
    ) throws(JSONError) {
        switch key {
        case "prompt_tokens": counts.prompt = try scanner.whole()
        case "completion_tokens": counts.completion = try scanner.whole()
        case "total_tokens": counts.total = try scanner.whole()
        case "prompt_tokens_details":
            try readDetail("cached_tokens", &scanner, into: &counts.cached)
        case "completion_tokens_details":
            try readDetail("reasoning_tokens", &scanner, into: &counts.reasoning)
        case "cost_in_usd_ticks":
            counts.isFromXAI = true
            counts.ticks = try scanner.whole()
        case "num_sources_used":
            counts.isFromXAI = true
            try scanner.skip()
        default: try scanner.skip()
        }
    }

    private static func readDetail(
        _ name: String, _ scanner: inout JSONScanner, into count: inout JSONScanner.Whole
    ) throws(JSONError) {
        guard try scanner.enterObject() else { return }
        while let key = try scanner.nextKey() {
            if key == name { count = try scanner.whole() } else { try scanner.skip() }
        }
    }

    // MARK: - Arithmetic

    private static func reading(of counts: Counts) -> UsageReading {
        var reading = UsageReading(flags: [])
        switch counts.ticks {
        case .value(let ticks) where ticks > 0 && ticks <= CanonicalJSON.integerMax:
            reading.reportedTicks = Ticks(ticks)
        case .value(...0), .none: break
        default: reading.flags.insert(.costUnreadable)
        }
        let sums = [counts.prompt, counts.completion, counts.total]
        reading.hasCounts = sums.contains { $0 != .none }
        guard reading.hasCounts else {
            reading.flags.insert(.absent)
            return reading
        }
        guard (sums + [counts.cached, counts.reasoning]).allSatisfy(isCount),
            let prompt = value(counts.prompt), let completion = value(counts.completion)
        else {
            reading.flags.insert(.unreadable)
            return reading
        }
        decide(
            counts, prompt: prompt, completion: completion,
            reasoning: value(counts.reasoning) ?? 0, &reading)
        return reading
    }

    private static func decide(
        _ counts: Counts, prompt: Int64, completion: Int64, reasoning: Int64,
        _ reading: inout UsageReading
    ) {
        let apart: Bool
        switch value(counts.total) {
        case .some(prompt + completion + reasoning): apart = true
        case .some(prompt + completion): apart = false
        case .some:
            reading.flags.insert(.figuresContradict)
            return
        case nil: apart = counts.isFromXAI
        }
        guard apart || reasoning <= completion else {
            reading.flags.insert(.figuresContradict)
            return
        }
        var cached = value(counts.cached) ?? 0
        if cached > prompt {
            cached = prompt
            reading.flags.insert(.cachedClamped)
        }
        reading.usage = TokenUsage(
            prompt: prompt, cached: cached, completion: apart ? completion : completion - reasoning,
            reasoning: reasoning)
    }

    private static func isCount(_ whole: JSONScanner.Whole) -> Bool {
        switch whole {
        case .none: return true
        case .value(let count): return (0...TokenUsage.countMax).contains(count)
        case .unreadable: return false
        }
    }

    private static func value(_ whole: JSONScanner.Whole) -> Int64? {
        if case .value(let count) = whole { return count }
        return nil
    }
}
