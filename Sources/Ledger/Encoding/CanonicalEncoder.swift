/// The `Encoder` behind ``CanonicalJSON/encode(_:)``: it fills one node of a draft.
struct CanonicalEncoder: Encoder {
    let draft: CanonicalDraft
    let node: Int

    var codingPath: [any CodingKey] { draft.path(node).map { CanonicalKey(stringValue: $0) } }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        draft.makeObject(node)
        return KeyedEncodingContainer(CanonicalKeyedContainer(draft: draft, node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        draft.makeArray(node)
        return CanonicalUnkeyedContainer(draft: draft, node: node)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CanonicalScalar(draft: draft, node: node)
    }
}

/// A key of which only the name is left, for errors.
struct CanonicalKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
