/// A row of `accounts`.
struct AccountImage {
    let id: Int64
    let account: String
    let key: String
    var requests: Int64 = 0
    var answered: Int64 = 0
    var failed: Int64 = 0
    var unknown: Int64 = 0
    var promptTokens: Int64 = 0
    var cachedTokens: Int64 = 0
    var completionTokens: Int64 = 0
    var reasoningTokens: Int64 = 0
    var settledTicks: Int64 = 0
    var heldTicks: Int64 = 0
    var setbacks: Int64 = 0
    var windowMsMax: Int64 = 0
    var cooledDownUntil: Int64?
    var cooledDownReason: String?
    var disabledReason: String?
    var firstAt: Int64
    var lastAt: Int64
    var lastEvent: Int64 = 0
    var lastStart: Int64 = 0
    var team: String?
    var providerKey: String?
    var isStored = false
    var isChanged = true

    init(id: Int64, account: String, key: String, at time: Int64) {
        self.id = id
        self.account = account
        self.key = key
        firstAt = time
        lastAt = time
    }

    /// Another name of the same key: it is as rested and as disabled.
    mutating func inherit(_ other: AccountImage) {
        setbacks = other.setbacks
        cooledDownUntil = other.cooledDownUntil
        cooledDownReason = other.cooledDownReason
        disabledReason = other.disabledReason
        team = other.team
        providerKey = other.providerKey
    }

    mutating func end(_ end: AttemptEnd) throws {
        switch end.state {
        case .answered: answered += 1
        case .failed: failed += 1
        case .unknown: unknown += 1
        }
        if end.state != .unknown {
            try heldTicks.add(-(end.holdTicks ?? 0), "what an account holds")
        }
        try settledTicks.add(end.ticks ?? 0, "the cost of an account")
        try promptTokens.add(end.promptTokens, "the tokens of an account")
        try cachedTokens.add(end.cachedTokens, "the tokens of an account")
        try completionTokens.add(end.completionTokens, "the tokens of an account")
        try reasoningTokens.add(end.reasoningTokens, "the tokens of an account")
    }

    mutating func resolve(_ resolution: AttemptResolution) throws {
        try heldTicks.add(-(resolution.holdTicks ?? 0), "what an account holds")
        try settledTicks.add(resolution.ticks ?? 0, "the cost of an account")
    }
}
