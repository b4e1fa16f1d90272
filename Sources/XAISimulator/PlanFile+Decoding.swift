extension PlanFile {
    private static let strategies = ["parallel", "sequential", "adaptive"]
    private static let complexities = ["simple", "medium", "complex"]

    /// Decodes the bytes of a plan file.
    package init(json bytes: [UInt8]) throws(PlanFileError) {
        let value: JSONValue
        switch bytes.withUnsafeBufferPointer(PlanFile.readJSON) {
        case .success(let read): value = read
        case .failure(let error): throw PlanFileError("The plan file is not JSON: \(error).")
        }
        guard let file = value.object else {
            throw PlanFileError("The plan file must hold a JSON object, not \(value.kind).")
        }
        try PlanFile.refuseUnknown(["strategy", "subtasks"], in: file, of: "the plan file")
        let strategy = file["strategy"] ?? .string("adaptive")
        guard let name = strategy.string, PlanFile.strategies.contains(name) else {
            throw PlanFileError(
                "The plan file's strategy must be parallel, sequential or adaptive.")
        }
        guard let subtasks = file["subtasks"]?.array else {
            throw PlanFileError("The plan file needs an array of sub-tasks named \"subtasks\".")
        }
        guard subtasks.count <= SimulatorLimits.planSubtasks else {
            throw PlanFileError(
                "The plan file has \(subtasks.count) sub-tasks, more than the limit of "
                    + "\(SimulatorLimits.planSubtasks).")
        }
        var nodes: [Subtask] = []
        for (index, subtask) in subtasks.enumerated() {
            nodes.append(try PlanFile.subtask(subtask, number: index + 1))
        }
        self.init(strategy: name, subtasks: nodes)
    }

    private static func readJSON(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Result<JSONValue, JSONError> {
        do throws(JSONError) {
            return .success(try JSONReader.read(bytes))
        } catch {
            return .failure(error)
        }
    }

    private static func subtask(
        _ value: JSONValue, number: Int
    ) throws(PlanFileError) -> Subtask {
        let place = "sub-task \(number) of the plan file"
        guard let members = value.object else {
            throw PlanFileError("Expected an object as \(place), not \(value.kind).")
        }
        try refuseUnknown(
            ["id", "description", "complexity", "dependencies", "latency_ms", "answer"],
            in: members, of: place)
        guard let id = members["id"]?.string, !id.isEmpty else {
            throw PlanFileError("The id of \(place) must be a string that is not empty.")
        }
        guard let description = members["description"]?.string,
            !description.trimmingSpace().isEmpty
        else {
            throw PlanFileError("The description of \(place) must be a string that is not empty.")
        }
        guard let complexity = members["complexity"]?.string, complexities.contains(complexity)
        else {
            throw PlanFileError("The complexity of \(place) must be simple, medium or complex.")
        }
        let dependencies = (members["dependencies"] ?? .array([])).array
        let ids = dependencies?.compactMap(\.string)
        guard let ids, ids.count == dependencies?.count else {
            throw PlanFileError("The dependencies of \(place) must be an array of ids.")
        }
        return Subtask(
            id: id, description: description, complexity: complexity, dependencies: ids,
            latencyMs: try latencyMs(members["latency_ms"], of: place),
            answer: try answer(members["answer"], of: place))
    }

    private static func latencyMs(
        _ value: JSONValue?, of place: String
    ) throws(PlanFileError) -> Int? {
        guard let value, value != .null else { return nil }
        guard let latencyMs = value.integer, (0...SimulatorLimits.latencyMs).contains(latencyMs)
        else {
            throw PlanFileError(
                "The latency_ms of \(place) must be an integer from 0 to "
                    + "\(SimulatorLimits.latencyMs).")
        }
        return latencyMs
    }

    private static func answer(
        _ value: JSONValue?, of place: String
    ) throws(PlanFileError) -> String? {
        guard let value, value != .null else { return nil }
        guard let answer = value.string else {
            throw PlanFileError("The answer of \(place) must be a string.")
        }
        return answer
    }

    private static func refuseUnknown(
        _ known: [String], in object: JSONObject, of place: String
    ) throws(PlanFileError) {
        guard let unknown = object.members.first(where: { !known.contains($0.name) }) else {
            return
        }
        throw PlanFileError("There is an unknown member \"\(unknown.name)\" in \(place).")
    }
}
