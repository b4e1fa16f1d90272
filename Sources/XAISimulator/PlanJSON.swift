import NIOCore

extension PlanFile {
    /// The plan as the model writes it, with the property names of the schema.
    func json(shape: PlanShape) -> String {
        var buffer = ByteBuffer()
        buffer.writeStaticString("{")
        if let strategyName = shape.strategyName {
            buffer.writeJSON(strategyName)
            buffer.writeStaticString(":")
            buffer.writeJSON(strategy)
            buffer.writeStaticString(",")
        }
        buffer.writeJSON(shape.subtasksName)
        buffer.writeStaticString(":")
        buffer.writeJSONArray(subtasks) { buffer, subtask in
            buffer.writeStaticString("{\"id\":")
            buffer.writeJSON(subtask.id)
            buffer.writeStaticString(",\"description\":")
            buffer.writeJSON(subtask.description)
            buffer.writeStaticString(",\"complexity\":")
            buffer.writeJSON(subtask.complexity)
            buffer.writeStaticString(",\"dependencies\":")
            buffer.writeJSONArray(subtask.dependencies) { $0.writeJSON($1) }
            buffer.writeStaticString("}")
        }
        buffer.writeStaticString("}")
        return String(buffer: buffer)
    }
}
