import NIOCore

/// The smallest honest answer to a schema that describes no plan: every property of every object,
/// one element of every array, the first of every enumeration.
enum SchemaExample {
    /// How deep a schema may nest before it is answered with null.
    private static let depthMax = 16

    static func json(for schema: JSONValue, text: String) -> String {
        var buffer = ByteBuffer()
        write(schema, text: text, depth: 0, to: &buffer)
        return String(buffer: buffer)
    }

    private static func write(
        _ schema: JSONValue, text: String, depth: Int, to buffer: inout ByteBuffer
    ) {
        let choice = schema["enum"]?.array?.first ?? schema["const"]
        let type = schema["type"]?.string ?? schema["type"]?.array?.first?.string
        if let choice {
            writeChoice(choice, to: &buffer)
        } else if depth >= depthMax {
            buffer.writeStaticString("null")
        } else if let properties = schema["properties"]?.object {
            buffer.writeStaticString("{")
            for (index, member) in properties.members.enumerated() {
                if index > 0 { buffer.writeStaticString(",") }
                buffer.writeJSON(member.name)
                buffer.writeStaticString(":")
                write(member.value, text: text, depth: depth + 1, to: &buffer)
            }
            buffer.writeStaticString("}")
        } else if type == "array" {
            let items = schema["items"] ?? .null
            let count = schema["maxItems"]?.integer == 0 ? 0 : 1
            buffer.writeJSONArray(0..<count) { buffer, _ in
                write(items, text: text, depth: depth + 1, to: &buffer)
            }
        } else {
            writeScalar(type: type, schema, text: text, to: &buffer)
        }
    }

    private static func writeScalar(
        type: String?, _ schema: JSONValue, text: String, to buffer: inout ByteBuffer
    ) {
        switch type {
        case "string": buffer.writeJSON(text)
        case "integer", "number": buffer.writeJSON(schema["minimum"]?.integer ?? 1)
        case "boolean": buffer.writeJSON(true)
        case "object": buffer.writeStaticString("{}")
        default: buffer.writeStaticString("null")
        }
    }

    private static func writeChoice(_ choice: JSONValue, to buffer: inout ByteBuffer) {
        switch choice {
        case .string(let text): buffer.writeJSON(text)
        case .integer(let number): buffer.writeJSON(number)
        case .number(let number): buffer.writeString("\(number)")
        case .bool(let flag): buffer.writeJSON(flag)
        case .null, .array, .object: buffer.writeStaticString("null")
        }
    }
}
