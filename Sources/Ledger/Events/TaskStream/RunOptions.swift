/// Every choice that a run was started with. They lie flat in `task-submitted`, so `resume` does
/// what `run` would have done.
public struct RunOptions: Hashable, Sendable, Codable {
    public var strategy: Strategy
    public var routing: Routing
    public var subtasksMax: Int
    public var savesDocument: Bool
    /// The model of each role.
    public var models: ModelChoice
    /// How many calls may be in flight at once.
    public var concurrency: Int
    /// How many requests an account may start in any `windowMs`.
    public var windowRequests: Int
    public var windowMs: Int64
    /// How long the run may wait for accounts before it pauses.
    public var waitMsMax: Int64
    public var timeouts: Timeouts
    /// Whether this provider bills a request that it answers with 5xx. If unknown, it does.
    public var billsServerErrors: Bool
    /// Whether the task pauses with its plan until somebody approves it; nil: no.
    public var awaitsApproval: Bool?
    /// What the run may cost; nil when nobody set a cap.
    public var costMax: Ticks?
    /// Whether an answer of another model than the one asked for is a failure; nil: it is not.
    public var strictModel: Bool?
    /// Names and values by which its cost can be told from that of others; nil without any.
    public var tags: [String: String]?

    public init(
        strategy: Strategy = .adaptive, routing: Routing = .roundRobin, subtasksMax: Int = 5,
        savesDocument: Bool = false, models: ModelChoice = .documented, concurrency: Int = 64,
        windowRequests: Int = 60, windowMs: Int64 = 60_000, waitMsMax: Int64 = 1_800_000,
        timeouts: Timeouts = .documented, billsServerErrors: Bool = true,
        awaitsApproval: Bool? = nil, costMax: Ticks? = nil, strictModel: Bool? = nil,
        tags: [String: String]? = nil
    ) {
        self.strategy = strategy
        self.routing = routing
        self.subtasksMax = subtasksMax
        self.savesDocument = savesDocument
        self.models = models
        self.concurrency = concurrency
        self.windowRequests = windowRequests
        self.windowMs = windowMs
        self.waitMsMax = waitMsMax
        self.timeouts = timeouts
        self.billsServerErrors = billsServerErrors
        self.awaitsApproval = awaitsApproval
        self.costMax = costMax
        self.strictModel = strictModel
        self.tags = tags
    }

    private enum CodingKeys: String, CodingKey {
        case strategy, routing, models, concurrency, timeouts, tags
        case subtasksMax = "subtasks_max"
        case savesDocument = "save_document"
        case windowRequests = "window_requests"
        case windowMs = "window_ms"
        case waitMsMax = "wait_ms_max"
        case billsServerErrors = "bills_server_errors"
        case awaitsApproval = "awaits_approval"
        case costMax = "max_cost_ticks"
        case strictModel = "strict_model"
    }
}
