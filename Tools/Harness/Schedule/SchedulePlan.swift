/// Six nodes with one slow branch:
///
///     first ──▶ second ──▶ third ──┐
///     slow ───▶ after-slow ────────┴──▶ last
enum SchedulePlan {
    static let slow = "slow"
    static let slowMs = 900
    static let quickMs = 60

    static let nodes = [
        node("first", []), node(slow, [], latencyMs: slowMs), node("second", ["first"]),
        node("third", ["second"]), node("after-slow", [slow]),
        node("last", ["third", "after-slow"]),
    ]

    private static func node(
        _ id: String, _ dependencies: [String], latencyMs: Int = quickMs
    ) -> PlanNode {
        PlanNode(
            id: id, description: "Describe the \(id) part of the machine",
            complexity: latencyMs == quickMs ? "medium" : "complex", dependencies: dependencies,
            latencyMs: latencyMs, answer: "RESULT-OF-\(id): everything about it.")
    }
}
