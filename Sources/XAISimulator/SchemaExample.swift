/// The smallest honest answer to a schema that describes no plan: every property of every object,
/// one element of every array, the first of every enumeration.
enum SchemaExample {
    /// How deep a schema may nest before it is answered with null.
    private static let depthMax = 16

    static func json(for schema: JSONSchema, text: String) -> String {
        var json = JSONText()
        write(schema, text: text, depth: 0, to: &json)
        return json.text
    }

    private static func write(
        _ schema: JSONSchema, text: String, depth: Int, to json: inout JSONText
    ) {
        if let choice = schema.choice {
            writeChoice(choice, to: &json)
        } else if depth >= depthMax {
            json.raw("null")
        } else if let properties = schema.properties {
            json.raw("{")
            for (index, property) in properties.enumerated() {
                if index > 0 { json.raw(",") }
                json.write(property.name)
                json.raw(":")
                write(property.schema, text: text, depth: depth + 1, to: &json)
            }
            json.raw("}")
        } else if schema.type == "array" {
            let items = schema.itemsMax == 0 ? nil : schema.items
            json.write(array: items.map { [$0] } ?? []) { json, items in
                write(items, text: text, depth: depth + 1, to: &json)
            }
        } else {
            writeScalar(schema, text: text, to: &json)
        }
    }

    private static func writeScalar(
        _ schema: JSONSchema, text: String, to json: inout JSONText
    ) {
        switch schema.type {
        case "string": json.write(text)
        case "integer", "number": json.write(schema.minimum ?? 1)
        case "boolean": json.write(true)
        case "object": json.raw("{}")
        default: json.raw("null")
        }
    }

    private static func writeChoice(_ choice: JSONValue, to json: inout JSONText) {
        switch choice {
        case .string(let text): json.write(text)
        case .integer(let number): json.write(number)
        case .number(let number): json.raw("\(number)")
        case .bool(let flag): json.write(flag)
        case .null, .array, .object: json.raw("null")
        }
    }
}
