/// A member of JSON that is there even if it has no value: `null` then, so that scripts can rely
/// on the key.
@propertyWrapper
struct Nullable<Value: Encodable>: Encodable {
    private var value: Value?

    init(wrappedValue: Value?) {
        value = wrappedValue
    }

    var wrappedValue: Value? {
        get { value }
        set { value = newValue }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value {
            try container.encode(value)
        } else {
            try container.encodeNil()
        }
    }
}
