/// Writes one scalar, or hands a nested value on to an encoder of its own.
struct CanonicalScalar: SingleValueEncodingContainer {
    let draft: CanonicalDraft
    let node: Int

    var codingPath: [any CodingKey] {
        CanonicalEncoder(draft: draft, node: node).codingPath
    }

    func encodeNil() throws { draft.set(node, json: "null") }
    func encode(_ value: Bool) throws { draft.set(node, json: value ? "true" : "false") }
    func encode(_ value: String) throws { draft.set(node, string: value) }
    func encode(_ value: Double) throws { throw fraction(value) }
    func encode(_ value: Float) throws { throw fraction(value) }
    func encode(_ value: Int) throws { try integer(value) }
    func encode(_ value: Int8) throws { try integer(value) }
    func encode(_ value: Int16) throws { try integer(value) }
    func encode(_ value: Int32) throws { try integer(value) }
    func encode(_ value: Int64) throws { try integer(value) }
    func encode(_ value: UInt) throws { try integer(value) }
    func encode(_ value: UInt8) throws { try integer(value) }
    func encode(_ value: UInt16) throws { try integer(value) }
    func encode(_ value: UInt32) throws { try integer(value) }
    func encode(_ value: UInt64) throws { try integer(value) }

    func encode(_ value: some Encodable) throws {
        try value.encode(to: CanonicalEncoder(draft: draft, node: node))
    }

    private func integer(_ value: some FixedWidthInteger) throws {
        guard let exact = Int64(exactly: value), exact.magnitude <= CanonicalJSON.integerMax
        else {
            throw refusal(value, "an integer of a body is at most 2^53 - 1")
        }
        draft.set(node, integer: exact)
    }

    private func fraction(_ value: Any) -> EncodingError {
        refusal(value, "a body holds whole numbers only")
    }

    private func refusal(_ value: Any, _ reason: String) -> EncodingError {
        .invalidValue(value, .init(codingPath: codingPath, debugDescription: reason))
    }
}

struct CanonicalKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let draft: CanonicalDraft
    let node: Int

    var codingPath: [any CodingKey] {
        CanonicalEncoder(draft: draft, node: node).codingPath
    }

    private func member(_ key: Key) -> CanonicalScalar {
        CanonicalScalar(draft: draft, node: draft.addMember(key.stringValue, to: node))
    }

    private func encoder(_ key: Key) -> CanonicalEncoder {
        CanonicalEncoder(draft: draft, node: draft.addMember(key.stringValue, to: node))
    }

    func encodeNil(forKey key: Key) throws { try member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws {
        try value.encode(to: encoder(key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        encoder(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        encoder(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        CanonicalEncoder(draft: draft, node: node)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        encoder(key)
    }
}

struct CanonicalUnkeyedContainer: UnkeyedEncodingContainer {
    let draft: CanonicalDraft
    let node: Int

    var codingPath: [any CodingKey] {
        CanonicalEncoder(draft: draft, node: node).codingPath
    }
    var count: Int { draft.count(node) }

    private func element() -> CanonicalScalar {
        CanonicalScalar(draft: draft, node: draft.addElement(to: node))
    }

    private func encoder() -> CanonicalEncoder {
        CanonicalEncoder(draft: draft, node: draft.addElement(to: node))
    }

    func encodeNil() throws { try element().encodeNil() }
    func encode(_ value: some Encodable) throws { try element().encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        encoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        encoder().unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        encoder()
    }
}
