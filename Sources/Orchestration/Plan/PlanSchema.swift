internal import Ledger

/// The JSON schema that the decomposition's answer must satisfy.
public enum PlanSchema {
    public static let name = "plan"

    /// The schema for plans of at most `subtasksMax` sub-tasks.
    public static func json(subtasksMax: Int) -> String {
        let strategies = quoted(Strategy.allCases.map(\.rawValue))
        let complexities = quoted(Complexity.allCases.map(\.rawValue))
        return """
            {"type":"object","additionalProperties":false,"required":["strategy","subtasks"],\
            "properties":{"strategy":{"type":"string","enum":[\(strategies)]},\
            "subtasks":{"type":"array","minItems":1,"maxItems":\(subtasksMax),\
            "items":{"type":"object","additionalProperties":false,\
            "required":["id","description","complexity","dependencies"],\
            "properties":{"id":{"type":"string"},"description":{"type":"string"},\
            "complexity":{"type":"string","enum":[\(complexities)]},\
            "dependencies":{"type":"array","items":{"type":"string"}}}}}}}
            """
    }

    private static func quoted(_ words: [String]) -> String {
        words.map { "\"\($0)\"" }.joined(separator: ",")
    }
}
