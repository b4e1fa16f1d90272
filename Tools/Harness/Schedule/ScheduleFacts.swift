/// What the simulator's own request log shows about the order of a run and what its requests held.
struct ScheduleFacts {
    let nodes: [PlanNode]
    let strategy: String
    let task: String
    let context: String
    private let requests: [String: ProviderRequest]
    private let others: [ProviderRequest]

    init(
        _ requests: [ProviderRequest], nodes: [PlanNode], strategy: String, task: String,
        context: String
    ) {
        self.nodes = nodes
        self.strategy = strategy
        self.task = task
        self.context = context
        var byNode: [String: ProviderRequest] = [:]
        var others: [ProviderRequest] = []
        for request in requests {
            let node = nodes.first { request.lastUserText.hasSuffix($0.description) }
            if let node { byNode[node.id] = request } else { others.append(request) }
        }
        self.requests = byNode
        self.others = others
    }

    func violations() -> [Violation] {
        guard requests.count == nodes.count, others.count == 2 else {
            return [
                Violation(
                    .schedule,
                    "\(requests.count) of \(nodes.count) sub-tasks and \(others.count) other "
                        + "requests arrived; 2 others were expected")
            ]
        }
        return nodes.flatMap(texts) + order() + aggregation()
    }

    /// The sub-tasks whose results `node` must be given; all the others' it must not.
    private func needed(_ node: PlanNode) -> [String] {
        switch strategy {
        case "adaptive": node.dependencies
        case "sequential": Array(nodes.map(\.id).prefix { $0 != node.id })
        default: []
        }
    }

    private func texts(_ node: PlanNode) -> [Violation] {
        guard let text = requests[node.id]?.text else { return [] }
        let needed = needed(node)
        var parts = [("the task", task), ("the context", context)]
        parts.append(("its own description", node.description))
        parts += needed.map { ("the result of \($0)", result($0)) }
        var found = parts.filter { !text.contains($0.1) }.map {
            violation("the request of \(node.id) lacks \($0.0)")
        }
        for other in nodes where !needed.contains(other.id) && text.contains(result(other.id)) {
            found.append(
                violation("the request of \(node.id) holds the result of \(other.id)"))
        }
        return found
    }

    private func order() -> [Violation] {
        var found: [Violation] = []
        for node in nodes {
            for earlier in needed(node) where !starts(node.id, afterEndOf: earlier) {
                found.append(violation("\(node.id) began before \(earlier) had ended"))
            }
        }
        let free: [(String, String)] =
            switch strategy {
            case "adaptive": [("second", SchedulePlan.slow), ("third", SchedulePlan.slow)]
            case "parallel": nodes.map { ($0.id, SchedulePlan.slow) }
            default: []
            }
        for (node, other) in free where node != other && starts(node, afterEndOf: other) {
            found.append(violation("\(node) waited for \(other), which it does not need"))
        }
        return found
    }

    private func aggregation() -> [Violation] {
        guard let text = others.last?.text else { return [] }
        return nodes.filter { !text.contains(result($0.id)) }.map {
            violation("the aggregation's request lacks the result of \($0.id)")
        }
    }

    private func starts(_ id: String, afterEndOf other: String) -> Bool {
        guard let start = requests[id]?.arrivedAtUs, let end = requests[other]?.finishedAtUs else {
            return false
        }
        return start >= end
    }

    private func result(_ id: String) -> String { nodes.first { $0.id == id }?.answer ?? id }

    private func violation(_ text: String) -> Violation {
        Violation(.schedule, "\(strategy): \(text)")
    }
}
