/// A plan file, ready to be asked which of its nodes a request belongs to.
///
/// One lookup per different length of description instead of one comparison per node, so that a
/// plan of a thousand sub-tasks costs a request little more than a plan of five.
struct PlanIndex: Sendable {
    let plan: PlanFile
    private let nodes: [String: Int]
    /// The different lengths of the descriptions in UTF-8 bytes, longest first.
    private let lengths: [Int]
    /// Descriptions that hold a directive; see `Directive.of`.
    let directingDescriptions: [String]

    init(_ plan: PlanFile) {
        self.plan = plan
        var nodes: [String: Int] = [:]
        for (index, subtask) in plan.subtasks.enumerated() {
            let description = String(subtask.description.trimmingSpace())
            if nodes[description] == nil { nodes[description] = index }
        }
        self.nodes = nodes
        lengths = Set(nodes.keys.map(\.utf8.count)).sorted(by: >)
        directingDescriptions = nodes.keys.filter { Directive(in: $0) != nil }.sorted()
    }

    /// The node whose description the text ends with, the longest if there are several.
    func node(endingText text: some StringProtocol) -> PlanFile.Subtask? {
        let bytes = text.trimmingSpace().utf8
        let size = bytes.count
        for length in lengths where length <= size {
            guard let suffix = String(validating: bytes.suffix(length), as: UTF8.self),
                let index = nodes[suffix]
            else { continue }
            return plan.subtasks[index]
        }
        return nil
    }
}
