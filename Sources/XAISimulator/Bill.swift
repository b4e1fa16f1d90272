/// What the simulated provider charged, as of one instant.
package struct Bill: Sendable, Equatable {
    /// The charges of one key for one model.
    package struct Row: Sendable, Equatable {
        /// `…` and the end of the key.
        package let key: String
        /// The first 16 hex digits of the key's SHA-256.
        package let keySHA256: String
        /// The model asked for, which is the model that serves.
        package let model: String
        /// The requests that were billed.
        package var attempts: Int
        /// The sum of what they cost.
        package var ticks: Int64
        /// The requests that were refused or failed and cost nothing.
        package var refused: Int
    }

    /// In the order of the keys' digests, then of the models.
    package var rows: [Row]
    package var attempts: Int
    package var ticks: Int64
    /// All that cost nothing, those included that named no key or no model.
    package var refused: Int
}

/// The bill as it is kept: one addition per request, in the books' critical section.
struct BillLedger: Sendable {
    private struct Key: Hashable {
        let fingerprint: String
        let model: String
    }

    private var rows: [Key: Bill.Row] = [:]
    private var attempts = 0
    private var ticks: Int64 = 0
    private var refused = 0

    mutating func charge(_ credential: Credential, model: String, ticks charged: Int64) {
        attempts += 1
        ticks += charged
        let key = Key(fingerprint: credential.fingerprint, model: model)
        var row = rows[key] ?? emptyRow(credential, model)
        row.attempts += 1
        row.ticks += charged
        rows[key] = row
    }

    /// - Parameters:
    ///   - credential: nil if the request named none.
    ///   - model: nil if the request named none that exists.
    mutating func refuse(_ credential: Credential?, model: String?) {
        refused += 1
        guard let credential, let model else { return }
        let key = Key(fingerprint: credential.fingerprint, model: model)
        guard rows[key] != nil || rows.count < SimulatorLimits.refusedRows else { return }
        var row = rows[key] ?? emptyRow(credential, model)
        row.refused += 1
        rows[key] = row
    }

    var snapshot: Bill {
        let sorted = rows.values.sorted {
            ($0.keySHA256, $0.model) < ($1.keySHA256, $1.model)
        }
        return Bill(rows: sorted, attempts: attempts, ticks: ticks, refused: refused)
    }

    private func emptyRow(_ credential: Credential, _ model: String) -> Bill.Row {
        Bill.Row(
            key: credential.label, keySHA256: credential.fingerprint, model: model, attempts: 0,
            ticks: 0, refused: 0)
    }
}
