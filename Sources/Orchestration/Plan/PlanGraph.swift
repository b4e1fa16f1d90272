/// The edges of a draft by index, without those that lead nowhere.
struct PlanGraph {
    let names: [String]
    /// For every sub-task the indices that it waits for, ascending, without itself.
    let dependencies: [[Int]]

    init(_ draft: PlanDraft) {
        names = draft.subtasks.map(\.name)
        let indices = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        dependencies = draft.subtasks.enumerated().map { index, subtask in
            Set(subtask.dependencies.compactMap { indices[$0] }).subtracting([index]).sorted()
        }
    }

    /// The names on a cycle or waiting for one, in the plan's order; nil when there is none.
    var cycle: [String]? {
        let stuck = Set(names.indices).subtracting(order(of: dependencies))
        return stuck.isEmpty ? nil : stuck.sorted().map { names[$0] }
    }

    /// The dependencies with every edge left out that closes a cycle: edges are taken in the
    /// plan's order, and one that would lead back to where it starts is not taken.
    var acyclicDependencies: [[Int]] {
        var isStuck = [Bool](repeating: true, count: dependencies.count)
        for index in order(of: dependencies) { isStuck[index] = false }
        // Every sub-task of a cycle waits for one of the same cycle, so all of them are stuck.
        var taken = dependencies.map { $0.filter { !isStuck[$0] } }
        for index in dependencies.indices where isStuck[index] {
            for dependency in dependencies[index] where isStuck[dependency] {
                guard !reaches(index, from: dependency, over: taken) else { continue }
                taken[index].append(dependency)
            }
            taken[index].sort()
        }
        return taken
    }

    /// The indices so that each comes after what it waits for, otherwise in the plan's order.
    /// Those on a cycle are missing.
    func order(of dependencies: [[Int]]) -> [Int] {
        var missing = dependencies.map(\.count)
        var dependents = [[Int]](repeating: [], count: dependencies.count)
        for (index, waitsFor) in dependencies.enumerated() {
            for dependency in waitsFor { dependents[dependency].append(index) }
        }
        var ready = missing.indices.filter { missing[$0] == 0 }
        var order: [Int] = []
        while let next = ready.first {
            ready.removeFirst()
            order.append(next)
            for dependent in dependents[next] {
                missing[dependent] -= 1
                guard missing[dependent] == 0 else { continue }
                let place = ready.firstIndex { $0 > dependent } ?? ready.endIndex
                ready.insert(dependent, at: place)
            }
        }
        return order
    }

    private func reaches(_ goal: Int, from start: Int, over edges: [[Int]]) -> Bool {
        var pending = [start]
        var isSeen = [Bool](repeating: false, count: edges.count)
        while let index = pending.popLast() {
            if index == goal { return true }
            for next in edges[index] where !isSeen[next] {
                isSeen[next] = true
                pending.append(next)
            }
        }
        return false
    }
}
