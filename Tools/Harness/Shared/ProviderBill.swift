internal import Foundation

/// What the simulator says it charged: `GET /_simulator/bill`.
struct ProviderBill: Decodable, Sendable {
    struct Row: Decodable, Sendable {
        let keySHA256: String
        let model: String
        var attempts: Int
        var ticks: Int64
        var refused: Int

        private enum CodingKeys: String, CodingKey {
            case keySHA256 = "key_sha256"
            case model, attempts, ticks, refused
        }
    }

    struct Sums: Decodable, Sendable {
        var attempts: Int
        var ticks: Int64
        var refused: Int
    }

    var rows: [Row]
    var total: Sums

    private enum CodingKeys: String, CodingKey {
        case rows = "by_key_and_model"
        case total
    }

    /// The charges of one key.
    func sums(keySHA256: String) -> Sums {
        rows.filter { $0.keySHA256 == keySHA256 }.reduce(
            into: Sums(attempts: 0, ticks: 0, refused: 0)
        ) { sums, row in
            sums.attempts += row.attempts
            sums.ticks += row.ticks
            sums.refused += row.refused
        }
    }
}
