internal import Foundation

/// A node of a plan file for `grok simulate --plan`.
struct PlanNode: Encodable, Sendable {
    let id: String
    let description: String
    var complexity = "simple"
    var dependencies: [String] = []
    var latencyMs: Int?
    var answer: String?

    private enum CodingKeys: String, CodingKey {
        case id, description, complexity, dependencies, answer
        case latencyMs = "latency_ms"
    }

    /// Writes a plan file and returns its path.
    static func write(_ nodes: [PlanNode], to path: String) throws -> String {
        let data = try JSONEncoder().encode(File(subtasks: nodes))
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    private struct File: Encodable {
        var strategy = "adaptive"
        let subtasks: [PlanNode]
    }

    /// A plan of `count` nodes in which each waits for some of the ones before it.
    static func random(_ count: Int, _ generator: inout SeededGenerator) -> [PlanNode] {
        (1...count).map { number in
            let earlier = Array(1..<number).shuffled(using: &generator)
            let waits = earlier.prefix(generator.pick(0, 0, 1, 2)).sorted()
            return PlanNode(
                id: "part-\(number)", description: "Work out part \(number) of the whole",
                complexity: generator.pick("simple", "medium", "complex"),
                dependencies: waits.map { "part-\($0)" })
        }
    }
}
