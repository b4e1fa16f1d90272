package import Ledger
package import LedgerStore
internal import Orchestration
internal import Synchronization
internal import XAI

extension AccountManager {
    /// The accounts that nobody has asked the provider about. From now on all keys share one
    /// window, until ``endAsking()``.
    func beginAsking() -> [Account] {
        fold.withLock { fold in
            let unknown = Set(fold.admission.unidentified(candidates).map(\.key))
            fold.isAsking = !unknown.isEmpty
            return accounts.filter { unknown.contains($0.key) }
        }
    }

    /// Whether the answer about some of the keys is still to come.
    var isAsking: Bool { fold.withLock { $0.isAsking } }

    func endAsking() {
        fold.withLock { $0.isAsking = false }
    }

    /// The other accounts of the team of this key.
    func teammates(of key: String) -> [Candidate] {
        fold.withLock { $0.admission.teammates(of: key, among: candidates) }
    }

    /// Of each team that `events` name for the first time beside an account that was known or is
    /// new: the names of all its accounts.
    func teams(namedBy events: [Event]) -> [[String]] {
        var said: [String: String] = [:]
        for case .accountIdentified(let body) in events { said[body.key] = body.team }
        let standings = fold.withLock { $0.admission.standings }
        var names: [(team: String, names: [String])] = []
        for candidate in candidates {
            guard let team = said[candidate.key] ?? standings[candidate.key]?.team,
                said.values.contains(team)
            else { continue }
            if let index = names.firstIndex(where: { $0.team == team }) {
                names[index].names.append(candidate.name)
            } else {
                names.append((team, [candidate.name]))
            }
        }
        return names.map(\.names).filter { $0.count > 1 }
    }

    /// Records what is new in `identities`, and which keys were replaced; returns that.
    package func record(
        _ identities: [AccountIdentified], in log: EventLog, _ identifiers: IdentifierSource
    ) async throws -> [Event] {
        let ids = (accounts + accounts).map { _ in identifiers.event() }
        return try await log.append(ids: ids) { section in
            try zip(ids, self.news(of: identities, in: section)).map { id, entry in
                try NewEvent(
                    id: id, stream: .account(entry.account), expectedVersion: nil,
                    event: entry.event, correlation: nil, causation: nil,
                    actor: ProgramVersion.actor)
            }
        }.map { try Recorded($0).event }
    }

    private func news(
        of identities: [AccountIdentified], in section: AppendSection
    ) throws -> [(account: String, event: Event)] {
        try fold.withLock { fold in
            try Self.catchUp(&fold, in: section)
            let facts = identities.map { ($0.account, Event.accountIdentified($0)) }
            let replaced =
                fold.admission.replacedKeys(candidates).compactMap { event in
                    if case .accountEnabled(let body) = event { return (body.account, event) }
                    return nil
                } as [(String, Event)]
            return replaced + facts.filter { !fold.admission.isKnown($0.1) }
        }
    }
}
