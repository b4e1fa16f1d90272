internal import Ledger
internal import Orchestration

/// What something will probably cost, and at most.
struct EstimateJSON: Encodable {
    struct Call: Encodable {
        let kind: String
        let model: String
        @Nullable var p50Ticks: Int64?
        @Nullable var p90Ticks: Int64?
        @Nullable var boundTicks: Int64?
        /// `history`, `typical-tokens` or `unknown`.
        let basis: String
        /// Answers that the history has.
        let samples: Int

        init(_ call: CallEstimate) {
            kind = call.call.kind.rawValue
            model = call.model
            p50Ticks = call.p50?.count
            p90Ticks = call.p90?.count
            boundTicks = call.bound?.count
            switch call.basis {
            case .history(let calls): (basis, samples) = ("history", calls)
            case .typicalTokens: (basis, samples) = ("typical-tokens", 0)
            case .unknown: (basis, samples) = ("unknown", 0)
            }
        }
    }

    let calls: [Call]
    let p50: Amount
    let p90: Amount
    let bound: Amount

    struct Amount: Encodable {
        let ticks: Int64
        let usd: String
        /// Calls that are not in it, because nobody knows what they cost.
        let unknownCalls: Int

        init(_ total: PlanEstimate.Total) {
            ticks = total.ticks.count
            usd = total.ticks.usd
            unknownCalls = total.unknownCalls
        }
    }

    init(_ estimate: PlanEstimate) {
        calls = estimate.calls.map(Call.init)
        p50 = Amount(estimate.p50)
        p90 = Amount(estimate.p90)
        bound = Amount(estimate.bound)
    }
}
