import Foundation
import Ledger
import Orchestration
import Testing

@Suite("The schema of a plan")
struct PlanSchemaTests {
    private func object(_ value: Any?, _ key: String) throws -> [String: Any] {
        try #require((value as? [String: Any])?[key] as? [String: Any])
    }

    @Test("The schema is strict JSON that allows what the reader reads, up to the limit")
    func schema() throws {
        let text = PlanSchema.json(subtasksMax: 17)
        let root = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let subtasks = try object(try object(root, "properties"), "subtasks")
        #expect(subtasks["maxItems"] as? Int == 17)
        #expect(subtasks["minItems"] as? Int == 1)
        let items = try object(subtasks, "items")
        let properties = try object(items, "properties")
        // Strict schemas must name every property and allow no others.
        #expect(Set(items["required"] as? [String] ?? []) == Set(properties.keys))
        #expect(items["additionalProperties"] as? Bool == false)
        #expect((root as? [String: Any])?["additionalProperties"] as? Bool == false)
        #expect(Set(properties.keys) == ["id", "description", "complexity", "dependencies"])
        let complexities = try object(properties, "complexity")["enum"] as? [String]
        #expect(complexities == Complexity.allCases.map(\.rawValue))
        let strategies = try object(try object(root, "properties"), "strategy")["enum"]
        #expect(strategies as? [String] == Strategy.allCases.map(\.rawValue))
    }
}
