/// A schema as `response_format` brings it, with its references followed.
struct JSONSchema: Sendable, Equatable {
    private let root: JSONValue
    private let place: JSONValue

    /// How many references are followed from one place before they count as a circle.
    private static let referencesMax = 8

    init(_ root: JSONValue) {
        self.init(root: root, place: root)
    }

    private init(root: JSONValue, place: JSONValue) {
        self.root = root
        self.place = JSONSchema.resolved(place, in: root)
    }

    /// The first type, if there are several.
    var type: String? {
        place["type"]?.string ?? place["type"]?.array?.first?.string
    }

    /// The first of the values that are allowed; nil if the schema lists none.
    var choice: JSONValue? {
        place["enum"]?.array?.first ?? place["const"]
    }

    /// Nil if the schema names no properties.
    var properties: [(name: String, schema: JSONSchema)]? {
        place["properties"]?.object?.members.map {
            ($0.name, JSONSchema(root: root, place: $0.value))
        }
    }

    /// The schema of an array's elements; nil if there is none.
    var items: JSONSchema? {
        place["items"].map { JSONSchema(root: root, place: $0) }
    }

    var itemsMax: Int? { place["maxItems"]?.integer.map { max(0, $0) } }

    var minimum: Int? { place["minimum"]?.integer }

    func hasProperty(_ name: String) -> Bool {
        place["properties"]?[name] != nil
    }

    /// Follows `$ref` into the schema itself, and of several alternatives takes the first.
    private static func resolved(_ place: JSONValue, in root: JSONValue) -> JSONValue {
        var place = place
        for _ in 0..<referencesMax {
            if let reference = place["$ref"]?.string, reference.hasPrefix("#/") {
                let path = reference.dropFirst(2).split(separator: "/")
                place = path.reduce(root) { $0[String($1)] ?? .null }
            } else if let first = (place["anyOf"] ?? place["oneOf"] ?? place["allOf"])?.array?.first
            {
                place = first
            } else {
                return place
            }
        }
        return .null
    }
}
