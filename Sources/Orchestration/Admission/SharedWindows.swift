/// Which starts count against the limit of which key: its own, and those of every key of its team,
/// which the provider counts together.
struct SharedWindows {
    private let state: AdmissionState
    private let candidates: [Candidate]
    /// Nobody knows yet who the keys are: until then all of them share one window, so that the
    /// limit of a team holds from the first request on.
    private let isOne: Bool

    init(_ state: AdmissionState, _ candidates: [Candidate], asOneTeam: Bool) {
        self.state = state
        self.candidates = candidates
        isOne = asOneTeam
    }

    /// What tells the window of `candidate` from the others.
    func name(of candidate: Candidate) -> String {
        if isOne { return "" }
        return state.standings[candidate.key]?.team.map { "team " + $0 } ?? "key " + candidate.key
    }

    subscript(candidate: Candidate) -> [AccountStanding.Permit] {
        let own = state.standings[candidate.key]
        guard isOne || own?.team != nil else { return own?.permits ?? [] }
        let sharing = isOne ? candidates : [candidate]
        let keys = Set(sharing.map(\.key))
        let teams = Set(sharing.compactMap { state.standings[$0.key]?.team })
        let standings = state.standings.filter { key, standing in
            keys.contains(key) || standing.team.map(teams.contains) ?? false
        }
        guard standings.count > 1 else { return standings.values.first?.permits ?? [] }
        return standings.values.flatMap(\.permits)
    }
}
