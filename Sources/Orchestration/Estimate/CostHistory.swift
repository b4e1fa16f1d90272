public import Ledger

/// What answered calls of each kind and model have cost so far.
public struct CostHistory: Hashable, Sendable {
    public struct Key: Hashable, Sendable {
        public let kind: CallKind
        public let model: String

        public init(kind: CallKind, model: String) {
            self.kind = kind
            self.model = model
        }
    }

    /// Fewer calls than this say nothing about the next one.
    public static let samplesMin = 5

    public static let none = CostHistory([:])

    private let ascending: [Key: [Ticks]]

    public init(_ samples: [Key: [Ticks]]) {
        ascending = samples.mapValues { $0.sorted() }
    }

    /// How many calls are known.
    public func count(_ key: Key) -> Int { ascending[key]?.count ?? 0 }

    /// What `percent` of the calls cost at most (nearest rank); nil when too few are known.
    public func quantile(_ percent: Int, of key: Key) -> Ticks? {
        guard let samples = ascending[key], samples.count >= Self.samplesMin else { return nil }
        let rank = (samples.count * min(max(percent, 1), 100) + 99) / 100
        return samples[rank - 1]
    }
}
