/// JSON of the wrong types, said in the provider's way: plain text with status 422.
struct TypeMismatch: Error, Equatable {
    let description: String

    init(_ place: String, expected: String, found: JSONValue) {
        description = "\(place): invalid type: \(found.kind), expected \(expected)"
    }

    init(missing field: String) {
        description = "missing field `\(field)`"
    }

    init(_ description: String) {
        self.description = description
    }
}

extension ChatRequest {
    private static let roles = ["system", "developer", "user", "assistant", "tool", "function"]

    /// The schema of a `json_object` format, which asks for JSON and names no properties.
    private static let anyObject = JSONSchema(
        object("properties", object("answer", object("type", .string("string")))))

    private static func object(_ name: String, _ value: JSONValue) -> JSONValue {
        .object(JSONObject(members: [.init(name: name, value: value)]))
    }

    /// Reads what has the right type and does not judge values: those are checked later.
    init(_ json: JSONValue) throws(TypeMismatch) {
        guard case .object(let object) = json else {
            throw TypeMismatch("body", expected: "an object", found: json)
        }
        let fields = ChatFields(object)
        model = try fields.required("model", "a string", \.string)
        messages = []
        for (index, message) in try fields.required("messages", "an array", \.array).enumerated() {
            messages.append(try ChatRequest.message(message, place: "messages[\(index)]"))
        }
        stream = try fields.optional("stream", "a boolean", \.bool) ?? false
        if let options = try fields.optional("stream_options", "an object", \.object) {
            includeUsage =
                try ChatFields(options).optional("include_usage", "a boolean", \.bool) ?? false
        }
        let newMax = try fields.optional("max_completion_tokens", "an integer", \.integer)
        let oldMax = try fields.optional("max_tokens", "an integer", \.integer)
        completionTokensMax = newMax ?? oldMax
        choices = try fields.optional("n", "an integer", \.integer) ?? 1
        temperature = try fields.optional("temperature", "a number", \.double)
        reasoningEffort = try fields.optional("reasoning_effort", "a string", \.string)
        schema = try ChatRequest.schema(fields)
    }

    private static func schema(_ fields: ChatFields) throws(TypeMismatch) -> JSONSchema? {
        guard let format = try fields.optional("response_format", "an object", \.object) else {
            return nil
        }
        switch try ChatFields(format).required("type", "a string", \.string) {
        case "text":
            return nil
        case "json_object":
            return ChatRequest.anyObject
        case "json_schema":
            let named = try ChatFields(format).required("json_schema", "an object", \.object)
            return JSONSchema(
                .object(try ChatFields(named).required("schema", "an object", \.object)))
        case let type:
            throw TypeMismatch(
                "response_format.type: unknown variant `\(type)`, expected one of `text`, "
                    + "`json_object`, `json_schema`")
        }
    }

    private static func message(
        _ json: JSONValue, place: String
    ) throws(TypeMismatch) -> ChatMessage {
        guard let object = json.object else {
            throw TypeMismatch(place, expected: "an object", found: json)
        }
        guard let role = try ChatFields(object).optional("role", "a string", \.string) else {
            throw TypeMismatch("\(place): missing field `role`")
        }
        guard roles.contains(role) else {
            throw TypeMismatch(
                "\(place).role: unknown variant `\(role)`, expected one of "
                    + roles.map { "`\($0)`" }.joined(separator: ", "))
        }
        return ChatMessage(role: role, content: try content(object["content"], place: place))
    }

    /// A string, null, or an array of text parts, which are joined.
    private static func content(
        _ json: JSONValue?, place: String
    ) throws(TypeMismatch) -> String {
        switch json {
        case nil, .null: return ""
        case .string(let text): return text
        case .array(let parts):
            var texts: [String] = []
            for part in parts {
                if let text = part["text"]?.string ?? part.string { texts.append(text) }
            }
            return texts.joined(separator: "\n")
        case let found?:
            throw TypeMismatch(
                "\(place).content", expected: "a string or an array", found: found)
        }
    }
}

/// The members of an object, read with the type they must have.
private struct ChatFields {
    private let object: JSONObject

    init(_ object: JSONObject) {
        self.object = object
    }

    func required<Value>(
        _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) throws(TypeMismatch) -> Value {
        guard let value = try optional(name, expected, read) else {
            throw TypeMismatch(missing: name)
        }
        return value
    }

    /// Nil for a field that is absent or null.
    func optional<Value>(
        _ name: String, _ expected: String, _ read: (JSONValue) -> Value?
    ) throws(TypeMismatch) -> Value? {
        guard let json = object[name], json != .null else { return nil }
        guard let value = read(json) else {
            throw TypeMismatch(name, expected: expected, found: json)
        }
        return value
    }
}

extension JSONValue {
    fileprivate var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
