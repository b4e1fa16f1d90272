extension PlanFile {
    /// The plan as the model writes it, with the property names of the schema.
    func json(shape: PlanShape) -> String {
        var json = JSONText()
        json.raw("{")
        if let strategyName = shape.strategyName {
            json.write(strategyName)
            json.raw(":")
            json.write(strategy)
            json.raw(",")
        }
        json.write(shape.subtasksName)
        json.raw(":")
        json.write(array: subtasks) { json, subtask in
            json.raw("{\"id\":")
            json.write(subtask.id)
            json.raw(",\"description\":")
            json.write(subtask.description)
            json.raw(",\"complexity\":")
            json.write(subtask.complexity)
            json.raw(",\"dependencies\":")
            json.write(array: subtask.dependencies) { $0.write($1) }
            json.raw("}")
        }
        json.raw("}")
        return json.text
    }
}
