internal import Ledger
internal import Orchestration

/// A plan as a tree: each sub-task below the one that keeps it waiting longest.
struct PlanTree {
    private let view: PlanView
    private let parents: [Int?]

    init(_ view: PlanView) {
        self.view = view
        // One after another is a list, not a tree as deep as it is long.
        parents =
            view.strategy == .sequential
            ? Array(repeating: nil, count: view.state.subtasks.count) : view.shape.parents
    }

    func text() throws -> String {
        try lines(below: nil, prefix: "")
    }

    private func lines(below parent: Int?, prefix: String) throws -> String {
        let children = parents.indices.filter { parents[$0] == parent }.map { $0 + 1 }
        var result = ""
        for (place, number) in children.enumerated() {
            let isLast = place == children.count - 1
            let isRoot = parent == nil
            let branch = isRoot ? "" : isLast ? "└─ " : "├─ "
            let below = isRoot ? "" : isLast ? "   " : "│  "
            result += try prefix + branch + line(number, indent: prefix.count + branch.count)
            result += try lines(below: number, prefix: prefix + below)
        }
        return result
    }

    private func line(_ number: Int, indent: Int) throws -> String {
        let planned = view.state.subtasks[number - 1].planned
        let others = planned.dependencies.filter { $0 != parents[number - 1] }
        let also =
            others.isEmpty || view.strategy == .sequential
            ? "" : " (also after \(others.map(String.init).joined(separator: ", ")))"
        let name = DisplayWidth.shortened(try view.text(planned.name), to: 24)
        let head = "\(number). \(name)\(also): "
        let width = max(20, 96 - indent - DisplayWidth.of(head))
        return head + DisplayWidth.shortened(try view.text(planned.description), to: width) + "\n"
    }
}
