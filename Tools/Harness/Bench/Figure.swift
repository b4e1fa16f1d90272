/// One measured figure beside its target.
struct Figure: Encodable, Sendable {
    enum Target: Sendable {
        case atMost(Double)
        case atLeast(Double)
        /// There is none; the figure explains another.
        case none
    }

    /// A name that stays, for comparing runs of the benchmark.
    let id: String
    let what: String
    let unit: String
    /// Every measured value, in the order of measuring, without the warm-up.
    let values: [Double]
    let target: Target

    init(_ id: String, _ what: String, _ unit: String, _ values: [Double], _ target: Target = .none)
    {
        self.id = id
        self.what = what
        self.unit = unit
        self.values = values
        self.target = target
    }

    var median: Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    var min: Double { values.min() ?? .nan }
    var max: Double { values.max() ?? .nan }

    /// Whether the median reaches the target; nil if there is none.
    var passes: Bool? {
        switch target {
        case .atMost(let limit): median <= limit
        case .atLeast(let limit): median >= limit
        case .none: nil
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, what, unit, median, min, max, values, target, comparison, passes
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(what, forKey: .what)
        try container.encode(unit, forKey: .unit)
        try container.encode(median, forKey: .median)
        try container.encode(min, forKey: .min)
        try container.encode(max, forKey: .max)
        try container.encode(values, forKey: .values)
        try container.encode(passes, forKey: .passes)
        switch target {
        case .atMost(let limit):
            try container.encode(limit, forKey: .target)
            try container.encode("at most", forKey: .comparison)
        case .atLeast(let limit):
            try container.encode(limit, forKey: .target)
            try container.encode("at least", forKey: .comparison)
        case .none:
            break
        }
    }
}
