/// What `ledger cost --json` prints.
struct CostReport: Decodable {
    struct Sum: Decodable {
        let model: String?
        let attempts: Int
        let ticks: Int64
        let label: String
    }

    struct InDoubt: Decodable {
        let attempts: Int
    }

    let rows: [Sum]
    let total: Sum
    let inDoubt: InDoubt
}
