public import Ledger

/// What an attempt's cost may be corrected by.
public enum AdjustmentRules {
    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        /// It has no outcome yet.
        case open
        /// Nobody knows whether it was billed, which is said in another way.
        case unresolved
        /// It has cost that much already.
        case noDifference(Ticks)
        /// It would have cost less than nothing.
        case negative(settled: Ticks, by: Ticks)

        public var description: String {
            switch self {
            case .open: "the attempt has no outcome yet, so there is nothing to adjust"
            case .unresolved:
                "nobody knows yet what the attempt was billed: say so with grok ledger resolve"
            case .noDifference(let settled): "the attempt has cost $\(settled.usd) already"
            case .negative(let settled, let by):
                "the attempt has cost $\(settled.usd): with \(by.usd) more it would be less than 0"
            }
        }
    }

    /// The new amount, or what is to be added to the old one.
    public enum Wish: Hashable, Sendable {
        case to(Ticks)
        case by(Ticks)
    }

    /// What is to be added to what the attempt has cost so far.
    ///
    /// - Parameter adjusted: What earlier adjustments come to.
    public static func difference(
        _ wish: Wish, of attempt: TaskReport.Attempt, adjusted: Ticks
    ) throws -> Ticks {
        let settled: Ticks
        switch attempt.outcome {
        case .attemptAnswered(let body): settled = body.ticks ?? .zero
        case .attemptFailed: settled = .zero
        case .attemptOutcomeUnknown:
            guard let resolution = attempt.resolution else { throw Refusal.unresolved }
            settled = resolution.ticks ?? .zero
        default: throw Refusal.open
        }
        let now = try settled.adding(adjusted)
        let difference: Ticks =
            switch wish {
            case .to(let amount): try amount.adding(Ticks(-now.count))
            case .by(let amount): amount
            }
        guard difference != .zero else { throw Refusal.noDifference(now) }
        guard try now.adding(difference) >= .zero else {
            throw Refusal.negative(settled: now, by: difference)
        }
        return difference
    }
}
