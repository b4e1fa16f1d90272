/// What `ledger cost --by-account --json` prints.
struct CostReport: Decodable, Sendable {
    struct Row: Decodable, Sendable {
        let account: String?
        let attempts: Int
        var ticks: Int64
    }

    struct InDoubt: Decodable, Sendable {
        let attempts: Int
        let ticksMax: Int64

        private enum CodingKeys: String, CodingKey {
            case attempts
            case ticksMax = "ticks_max"
        }
    }

    var rows: [Row]
    var total: Row
    let inDoubt: InDoubt

    private enum CodingKeys: String, CodingKey {
        case rows, total
        case inDoubt = "in_doubt"
    }
}

/// What `ledger verify --json` prints.
struct VerifyReport: Decodable, Sendable {
    let ok: Bool
    let events: Int64
    let root: String
    let firstBadPosition: Int64?

    private enum CodingKeys: String, CodingKey {
        case ok, events, root
        case firstBadPosition = "first_bad_position"
    }
}
