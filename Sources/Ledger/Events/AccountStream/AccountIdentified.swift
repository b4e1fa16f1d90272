/// The provider said whose key it is. Keys of one team share a limit and credits.
public struct AccountIdentified: EventBody {
    public static let type = "account-identified.v1"

    /// The longest name that the provider's records are known by here.
    public static let identifierBytesMax = 64

    public let account: String
    public let key: String
    /// The provider's name of the team, usually a UUID.
    public let team: String
    /// The provider's name of the key, which is not the key; nil if it said none.
    public let providerKey: String?

    public init(account: String, key: String, team: String, providerKey: String?) {
        self.account = account
        self.key = key
        self.team = team
        self.providerKey = providerKey
    }

    private enum CodingKeys: String, CodingKey {
        case account, key, team
        case providerKey = "provider_key"
    }
}
