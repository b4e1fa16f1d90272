/// What the schema of a decomposition asks for: the names of the plan's properties and the most
/// sub-tasks it may have.
struct PlanShape: Sendable, Equatable {
    /// The property that recommends a strategy; nil if the schema has none.
    let strategyName: String?
    /// The property that holds the sub-tasks.
    let subtasksName: String
    /// The schema's `maxItems`; nil if it sets none.
    let subtasksMax: Int?

    /// Nil if the schema describes something else than a plan: an object with an array of objects
    /// that have a description and dependencies.
    init?(schema: JSONSchema) {
        let subtasks = schema.properties?.first { property in
            guard let item = property.schema.items else { return false }
            return item.hasProperty("description") && item.hasProperty("dependencies")
        }
        guard let subtasks else { return nil }
        subtasksName = subtasks.name
        subtasksMax = subtasks.schema.itemsMax
        strategyName = schema.hasProperty("strategy") ? "strategy" : nil
    }
}
