public import Ledger

extension AdmissionState {
    /// How many attempts could start at `now` over all `candidates`. Those of one team have room
    /// once.
    public func room(
        _ candidates: [Candidate], limit: RateLimit, now: Timestamp, asOneTeam: Bool = false
    ) -> Int {
        let windows = SharedWindows(self, candidates, asOneTeam: asOneTeam)
        var counted: Set<String> = []
        return candidates.reduce(0) { sum, candidate in
            let standing = standings[candidate.key]
            let rests = standing?.cooledDownUntil.map { $0 > now } ?? false
            guard standing?.disabled == nil, !rests,
                counted.insert(windows.name(of: candidate)).inserted
            else { return sum }
            return sum + max(0, limit.room(windows[candidate], now: now))
        }
    }

    /// Those of `candidates` that nobody has asked the provider about.
    public func unidentified(_ candidates: [Candidate]) -> [Candidate] {
        candidates.filter { standings[$0.key]?.team == nil }
    }

    /// The others of `candidates` that are of the same team as `key`.
    public func teammates(of key: String, among candidates: [Candidate]) -> [Candidate] {
        guard let team = standings[key]?.team else { return [] }
        return candidates.filter { $0.key != key && standings[$0.key]?.team == team }
    }

    /// Whether the log says already what `event` says: that the key is disabled, or whose it is.
    public func isKnown(_ event: Event) -> Bool {
        switch event {
        case .accountDisabled(let body): standings[body.key]?.disabled != nil
        case .accountIdentified(let body): standings[body.key]?.team == body.team
        default: false
        }
    }

    /// For every account whose key is another than the log last saw under its name: the event that
    /// says so. Disablement stays with a key that only changed its name.
    public func replacedKeys(_ candidates: [Candidate]) -> [Event] {
        candidates.compactMap { candidate in
            let standing = standings[candidate.key]
            guard standing?.name != candidate.name, standing?.disabled == nil,
                standings.values.contains(where: { $0.name == candidate.name })
            else { return nil }
            return .accountEnabled(
                AccountEnabled(
                    account: candidate.name, key: candidate.key, reason: .keyReplaced))
        }
    }
}
