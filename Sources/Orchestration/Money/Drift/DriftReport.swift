public import Ledger

/// Where what the provider reported is not what was computed, and where another model served than
/// was asked for. Answers are added one after the other.
public struct DriftReport: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public let requested: String
        public let served: String
        /// Nil where the amounts agree, or one of them is missing.
        public let cause: DriftCause?
    }

    public struct Sums: Hashable, Sendable {
        public internal(set) var answers: Int64 = 0
        /// Of those with an amount of the provider's.
        public internal(set) var reported = Ticks.zero
        /// Of the same; nil as soon as one of them could not be computed.
        public internal(set) var computed: Ticks? = .zero

        public var difference: Ticks? {
            computed.map { Ticks(reported.count - $0.count) }
        }
    }

    /// All answers, whether something is odd about them or not.
    public private(set) var answers: Int64 = 0
    /// Those among them that the provider named no amount for.
    public private(set) var unreported: Int64 = 0
    public private(set) var sums: [Key: Sums] = [:]

    public init() {}

    public mutating func add(
        _ answered: AttemptAnswered, at: Timestamp
    ) throws(MoneyOverflow) {
        answers += 1
        if answered.reportedTicks == nil { unreported += 1 }
        let key = Key(
            requested: answered.attempt.model, served: answered.servedModel,
            cause: try DriftCause(answered, at: at))
        guard key.cause != nil || key.requested != key.served else { return }
        var row = sums[key] ?? Sums()
        row.answers += 1
        if let reported = answered.reportedTicks {
            row.reported = try row.reported.adding(reported)
            if let computed = answered.computedTicks {
                row.computed = try row.computed?.adding(computed)
            } else {
                row.computed = nil
            }
        }
        sums[key] = row
    }

    /// The rows, those that make the greatest difference first.
    public var rows: [(key: Key, sums: Sums)] {
        sums.map { (key: $0.key, sums: $0.value) }.sorted { left, right in
            let first = left.sums.difference?.count.magnitude ?? .max
            let second = right.sums.difference?.count.magnitude ?? .max
            if first != second { return first > second }
            let names = [left.key, right.key].map { [$0.requested, $0.served] }
            if names[0] != names[1] { return names[0].lexicographicallyPrecedes(names[1]) }
            return (left.key.cause?.rawValue ?? "") < (right.key.cause?.rawValue ?? "")
        }
    }
}
