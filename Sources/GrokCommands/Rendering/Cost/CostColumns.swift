internal import Projections

/// What the tables of a cost report call things.
enum CostColumns {
    static func title(_ grouping: CostGrouping, _ zone: LocalZone) -> String {
        switch grouping {
        case .account: "Account"
        case .model: "Model"
        case .task: "Task"
        case .hour: "Hour (\(zone.name))"
        case .day: "Day (\(zone.name))"
        case .week: "Week (\(zone.name))"
        case .month: "Month (\(zone.name))"
        case .kind: "Kind"
        case .outcome: "Outcome"
        case .tag: "Tag"
        }
    }

    /// A name on one line; the provider says how models are called.
    static func name(_ key: String) -> String { DisplayWidth.shortened(key, to: 60) }

    /// A text of the provider's on one line, whole.
    static func line(_ text: String) -> String { DisplayWidth.shortened(text, to: 8_192) }

    /// `(3 others)`.
    static func others(_ count: Int) -> String {
        "(\(Count.text(count, "other", "others")))"
    }
}

extension CostSums {
    /// What the settled cost means: `reported`, `computed`, `stated`, `partial` or `unknown`.
    var label: String {
        if doubtfulAttempts > 0 { return ticks == 0 ? "unknown" : "partial" }
        if computedAnswers > 0 { return "computed" }
        return statedAttempts > 0 ? "stated" : "reported"
    }
}
