/// A parsed JSON value. The simulator reads requests by hand because it has to tell apart what the
/// provider tells apart: text that is no JSON (400) and JSON of the wrong types (422).
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The member of that name, if this is an object that has one.
    subscript(_ name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    var object: JSONObject? {
        if case .object(let object) = self { object } else { nil }
    }

    /// A whole number that was written as one.
    var integer: Int? {
        if case .integer(let value) = self { Int(value) } else { nil }
    }

    /// What an error message calls a value of this kind.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "an integer"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The members of a JSON object in the order they were written; a repeated name's last value wins.
struct JSONObject: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        let name: String
        let value: JSONValue
    }

    var members: [Member] = []

    subscript(_ name: String) -> JSONValue? {
        members.last { $0.name == name }?.value
    }
}
