/// What the provider says of a key: `GET /v1/api-key`, as documented on 2026-11-22.
public struct KeyIdentity: Hashable, Sendable {
    /// The provider's name of the team, usually a UUID. Limits and credits are the team's.
    public var team: String
    /// The provider's name of the key, which is not the key.
    public var providerKey: String?
    public var teamIsBlocked: Bool
    public var isBlocked: Bool
    public var isDisabled: Bool

    public init(
        team: String, providerKey: String? = nil, teamIsBlocked: Bool = false,
        isBlocked: Bool = false, isDisabled: Bool = false
    ) {
        self.team = team
        self.providerKey = providerKey
        self.teamIsBlocked = teamIsBlocked
        self.isBlocked = isBlocked
        self.isDisabled = isDisabled
    }
}
