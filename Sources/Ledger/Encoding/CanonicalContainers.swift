/// Writes one scalar, or hands a nested value on to an encoder of its own.
struct CanonicalScalar: SingleValueEncodingContainer {
    let node: CanonicalNode
    let codingPath: [any CodingKey]

    func encodeNil() throws { node.content = .scalar("null") }
    func encode(_ value: Bool) throws { node.content = .scalar(value ? "true" : "false") }
    func encode(_ value: String) throws { node.content = .scalar(CanonicalJSON.quote(value)) }
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
        try value.encode(to: CanonicalEncoder(codingPath: codingPath, node: node))
    }

    private func integer(_ value: some FixedWidthInteger) throws {
        guard let exact = Int64(exactly: value), exact.magnitude <= CanonicalJSON.integerMax else {
            throw refusal(value, "an integer of a body is at most 2^53 - 1")
        }
        node.content = .scalar(String(exact))
    }

    private func fraction(_ value: Any) -> EncodingError {
        refusal(value, "a body holds whole numbers only")
    }

    private func refusal(_ value: Any, _ reason: String) -> EncodingError {
        .invalidValue(value, .init(codingPath: codingPath, debugDescription: reason))
    }
}

struct CanonicalKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: CanonicalNode
    let codingPath: [any CodingKey]

    private func member(_ key: Key) -> CanonicalScalar {
        let child = CanonicalNode()
        node.add(child, key: key.stringValue)
        return CanonicalScalar(node: child, codingPath: codingPath + [key])
    }

    func encodeNil(forKey key: Key) throws { try member(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: String, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) throws { try member(key).encode(value) }
    func encode(_ value: some Encodable, forKey key: Key) throws { try member(key).encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        let scalar = member(key)
        return CanonicalEncoder(codingPath: scalar.codingPath, node: scalar.node)
            .container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        let scalar = member(key)
        return CanonicalEncoder(codingPath: scalar.codingPath, node: scalar.node)
            .unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        CanonicalEncoder(codingPath: codingPath, node: node)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        let scalar = member(key)
        return CanonicalEncoder(codingPath: scalar.codingPath, node: scalar.node)
    }
}

struct CanonicalUnkeyedContainer: UnkeyedEncodingContainer {
    let node: CanonicalNode
    let codingPath: [any CodingKey]

    var count: Int {
        if case .array(let nodes) = node.content { return nodes.count }
        return 0
    }

    private func element() -> CanonicalScalar {
        let child = CanonicalNode()
        node.append(child)
        return CanonicalScalar(node: child, codingPath: codingPath)
    }

    func encodeNil() throws { try element().encodeNil() }
    func encode(_ value: some Encodable) throws { try element().encode(value) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        CanonicalEncoder(codingPath: codingPath, node: element().node).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        CanonicalEncoder(codingPath: codingPath, node: element().node).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        CanonicalEncoder(codingPath: codingPath, node: element().node)
    }
}
