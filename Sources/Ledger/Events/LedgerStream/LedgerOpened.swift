/// Position 1 of every ledger. Import, checkpoints and projections bind to its id.
public struct LedgerOpened: EventBody {
    public static let type = "ledger-opened.v1"

    public let ledger: EventID
    /// The number of the file format.
    public let format: Int
    public let world: World
    /// Such as `grok 0.1.0`.
    public let program: String
    /// Such as `3.40.1`.
    public let sqlite: String

    public init(ledger: EventID, format: Int, world: World, program: String, sqlite: String) {
        self.ledger = ledger
        self.format = format
        self.world = world
        self.program = program
        self.sqlite = sqlite
    }
}
