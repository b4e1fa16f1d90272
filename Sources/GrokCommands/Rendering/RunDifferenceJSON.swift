internal import Ledger
internal import Orchestration

/// What `orchestrate diff --json` prints.
struct RunDifferenceJSON: Encodable {
    struct Run: Encodable {
        let taskId: String
        let description: String
        let status: String
        let strategy: String
        let usage: ResultJSON.Usage
        let cost: ResultJSON.Cost
        let durationMs: Int64
        @Nullable var forkedFrom: ForkJSON?
    }

    struct Side: Encodable {
        let model: String
        let status: String
        let inherited: Bool
        let tokens: Int64
        let cost: ResultJSON.Cost
        @Nullable var text: String?
    }

    struct Part: Encodable {
        /// The plan's name of a sub-task, or `aggregation`.
        let id: String
        @Nullable var a: Side?
        @Nullable var b: Side?
        /// Null unless both have a text.
        @Nullable var linesRemoved: Int?
        @Nullable var linesAdded: Int?
    }

    let a: Run
    let b: Run
    let parts: [Part]

    init(_ difference: RunDifference) {
        a = Run(difference.left, difference.descriptions.left)
        b = Run(difference.right, difference.descriptions.right)
        parts = difference.parts.map { part in
            let lines = part.lines
            return Part(
                id: part.name, a: part.left.map(Side.init), b: part.right.map(Side.init),
                linesRemoved: lines?.removed.count, linesAdded: lines?.added.count)
        }
    }
}

extension RunDifferenceJSON.Run {
    init(_ report: TaskReport, _ description: String) {
        taskId = report.state.submitted?.task.text ?? ""
        self.description = description
        status = report.status
        strategy = (report.state.plan?.effectiveStrategy ?? report.state.options.strategy).rawValue
        usage = ResultJSON.Usage(report.total.usage)
        cost = ResultJSON.Cost(report.total.cost)
        durationMs = report.durationMs
        forkedFrom = ForkJSON(report.state)
    }
}

extension RunDifferenceJSON.Side {
    init(_ side: RunDifference.Side) {
        model = side.model
        status = side.status
        inherited = side.isInherited
        tokens = side.work.usage.totalTokens
        cost = ResultJSON.Cost(side.work.cost)
        text = side.text
    }
}
