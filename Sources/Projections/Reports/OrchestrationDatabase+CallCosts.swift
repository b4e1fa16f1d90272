internal import GRDB
package import Ledger

extension OrchestrationDatabase {
    /// The most answers that are looked at.
    package static let callCostsMax = 5_000

    /// What the latest answers were settled at, by what they were asked for.
    package func callCosts() throws(ProjectionError) -> [CallCost] {
        try reading { database in
            let statement = try database.cachedStatement(
                sql: """
                    SELECT kind, model, ticks FROM attempts
                    WHERE state = 'answered' AND ticks IS NOT NULL
                    ORDER BY position DESC LIMIT \(Self.callCostsMax)
                    """)
            defer { statement.rewind() }
            var costs: [CallCost] = []
            while try statement.step() {
                guard let kind = CallKind(rawValue: statement.string(0)) else { continue }
                costs.append(
                    CallCost(
                        kind: kind, model: statement.string(1), ticks: Ticks(statement.int64(2))))
            }
            return costs
        }
    }
}

/// What one answer was settled at.
package struct CallCost: Hashable, Sendable {
    package let kind: CallKind
    /// That was asked for.
    package let model: String
    package let ticks: Ticks
}
