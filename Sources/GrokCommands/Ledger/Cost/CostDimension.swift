internal import ArgumentParser
internal import Projections

/// The flags that say what the rows of a cost report stand for; their order is that of the columns.
enum CostDimension: String, EnumerableFlag {
    case account, model, task, hour, day, week, month, kind, outcome

    static func name(for value: CostDimension) -> NameSpecification {
        .customLong("by-\(value.rawValue)")
    }

    static func help(for value: CostDimension) -> ArgumentHelp? {
        switch value {
        case .account: "A row for each account."
        case .model: "A row for each model that served."
        case .task: "A row for each task."
        case .hour: "A row for each hour in which attempts ended."
        case .day: "A row for each day."
        case .week: "A row for each week, from Monday on."
        case .month: "A row for each month."
        case .kind: "A row each for decomposition, sub-tasks and aggregation."
        case .outcome: "A row for each outcome: complete, cut, refused, empty, failed, unknown."
        }
    }

    var grouping: CostGrouping {
        switch self {
        case .account: .account
        case .model: .model
        case .task: .task
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        case .kind: .kind
        case .outcome: .outcome
        }
    }
}
