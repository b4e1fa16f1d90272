internal import Agents
internal import Ledger
internal import XAI

/// What the provider said of one key.
struct CheckedAccount: Encodable {
    enum State: String, Encodable {
        case accepted
        case teamBlocked = "team-blocked"
        case keyBlocked = "key-blocked"
        case keyDisabled = "key-disabled"
        /// It is no key of the provider's, or not allowed to ask.
        case refused
        /// Nobody was reached, or nothing was said.
        case unknown
    }

    let name: String
    /// The fingerprint of the key.
    let key: String
    let state: State
    @Nullable var team: String?
    /// The provider's name of the key.
    @Nullable var providerKey: String?
    /// Why it is refused or unknown, without any secret.
    @Nullable var detail: String?

    init(_ account: Account, _ answer: KeyAnswer) {
        name = account.name
        key = account.key
        switch answer {
        case .identified(let identity):
            state =
                identity.teamIsBlocked
                ? .teamBlocked
                : identity.isBlocked
                    ? .keyBlocked : identity.isDisabled ? .keyDisabled : .accepted
            team = identity.team
            providerKey = identity.providerKey
        case .refused(let reason, let words):
            state = .refused
            detail = FailureText.text(reason) + " (\(words))"
        case .unknown(let sentence):
            state = .unknown
            detail = sentence
        }
    }

    /// The state for people.
    var text: String {
        switch state {
        case .accepted: "accepted"
        case .teamBlocked: "team blocked"
        case .keyBlocked: "key blocked"
        case .keyDisabled: "key disabled"
        case .refused: "refused"
        case .unknown: "unknown"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case name, key, state, team, providerKey, detail
    }

    /// How the command fails for `checked`; nil if every key is accepted.
    static func failure(_ checked: [CheckedAccount]) -> CommandFailure? {
        let refused = checked.filter { $0.state != .accepted && $0.state != .unknown }
        let unknown = checked.filter { $0.state == .unknown }
        guard let first = (refused + unknown).first else { return nil }
        let others = (refused.isEmpty ? unknown : refused).dropFirst().map(\.name)
        let names = ([first.name] + others).joined(separator: ", ")
        if refused.isEmpty {
            return CommandFailure(
                .unavailable,
                "the provider does not say whose the key of \(names) is: " + (first.detail ?? ""))
        }
        return CommandFailure(
            .credentialRefused,
            "the provider takes nothing with the key of \(names): "
                + (first.detail ?? first.text))
    }
}
