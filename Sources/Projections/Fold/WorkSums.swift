internal import GRDB

/// How an attempt ended, as far as sums are concerned.
struct AttemptEnd {
    enum State {
        case answered, failed, unknown

        var name: StaticString {
            switch self {
            case .answered: "answered"
            case .failed: "failed"
            case .unknown: "unknown"
            }
        }
    }

    let state: State
    /// Whether the price book said what the answer cost.
    let isComputed: Bool
    /// What is settled; nil if nobody knows or nothing was answered.
    let ticks: Int64?
    let holdTicks: Int64?
    let promptTokens: Int64
    let cachedTokens: Int64
    let completionTokens: Int64
    let reasoningTokens: Int64

    /// Whether it may cost something that is not settled.
    var isDoubtful: Bool { state == .unknown || (state == .answered && ticks == nil) }
}

/// What a person has found out about an attempt of unknown outcome.
struct AttemptResolution {
    /// Nil if it was not billed.
    let ticks: Int64?
    let holdTicks: Int64?
}

/// Attempts, tokens and money of a task added up.
struct WorkSums: Equatable {
    /// The names of the columns, in the order in which they are read and written.
    static let columns = [
        "attempts", "answered", "failed", "unknown", "prompt_tokens", "cached_tokens",
        "completion_tokens", "reasoning_tokens", "ticks", "computed_answers", "doubtful_attempts",
        "doubtful_ticks", "doubtful_unbounded", "stated_attempts",
    ]

    private var attempts: Int64 = 0
    private var answered: Int64 = 0
    private var failed: Int64 = 0
    private var unknown: Int64 = 0
    private var promptTokens: Int64 = 0
    private var cachedTokens: Int64 = 0
    private var completionTokens: Int64 = 0
    private var reasoningTokens: Int64 = 0
    private var ticks: Int64 = 0
    private var computedAnswers: Int64 = 0
    private var doubtfulAttempts: Int64 = 0
    private var doubtfulTicks: Int64 = 0
    private var doubtfulUnbounded: Int64 = 0
    private var statedAttempts: Int64 = 0

    init() {}

    /// Reads the columns from `first` on.
    init(_ statement: Statement, from first: Int32) {
        attempts = statement.int64(first)
        answered = statement.int64(first + 1)
        failed = statement.int64(first + 2)
        unknown = statement.int64(first + 3)
        promptTokens = statement.int64(first + 4)
        cachedTokens = statement.int64(first + 5)
        completionTokens = statement.int64(first + 6)
        reasoningTokens = statement.int64(first + 7)
        ticks = statement.int64(first + 8)
        computedAnswers = statement.int64(first + 9)
        doubtfulAttempts = statement.int64(first + 10)
        doubtfulTicks = statement.int64(first + 11)
        doubtfulUnbounded = statement.int64(first + 12)
        statedAttempts = statement.int64(first + 13)
    }

    func put(into row: inout RowWriter) {
        row.put(attempts)
        row.put(answered)
        row.put(failed)
        row.put(unknown)
        row.put(promptTokens)
        row.put(cachedTokens)
        row.put(completionTokens)
        row.put(reasoningTokens)
        row.put(ticks)
        row.put(computedAnswers)
        row.put(doubtfulAttempts)
        row.put(doubtfulTicks)
        row.put(doubtfulUnbounded)
        row.put(statedAttempts)
    }

    mutating func start(holdTicks: Int64?) throws {
        attempts += 1
        try hold(holdTicks, sign: 1)
    }

    mutating func end(_ end: AttemptEnd) throws {
        switch end.state {
        case .answered: answered += 1
        case .failed: failed += 1
        case .unknown: unknown += 1
        }
        if !end.isDoubtful { try hold(end.holdTicks, sign: -1) }
        if end.isComputed { computedAnswers += 1 }
        try ticks.add(end.ticks ?? 0, "the cost of a task")
        try promptTokens.add(end.promptTokens, "the tokens of a task")
        try cachedTokens.add(end.cachedTokens, "the tokens of a task")
        try completionTokens.add(end.completionTokens, "the tokens of a task")
        try reasoningTokens.add(end.reasoningTokens, "the tokens of a task")
    }

    mutating func resolve(_ resolution: AttemptResolution) throws {
        try hold(resolution.holdTicks, sign: -1)
        statedAttempts += 1
        try ticks.add(resolution.ticks ?? 0, "the cost of a task")
    }

    private mutating func hold(_ ticks: Int64?, sign: Int64) throws {
        doubtfulAttempts += sign
        if let ticks {
            try doubtfulTicks.add(sign * ticks, "what a task holds")
        } else {
            doubtfulUnbounded += sign
        }
    }
}

extension Int64 {
    /// Adds, or throws ``ProjectionError/overflow(_:)`` with what does not fit.
    mutating func add(_ other: Int64, _ what: @autoclosure () -> String) throws(ProjectionError) {
        let (sum, overflow) = addingReportingOverflow(other)
        guard !overflow else { throw .overflow("\(what()) (\(self) + \(other))") }
        self = sum
    }
}
