/// What has been encoded so far at one place of a body.
final class CanonicalNode {
    enum Content {
        case empty
        case scalar(String)
        case object([(key: String, value: CanonicalNode)])
        case array([CanonicalNode])
    }

    var content = Content.empty

    var text: String {
        switch content {
        case .empty: return "{}"
        case .scalar(let text): return text
        case .array(let nodes):
            return "[" + nodes.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            var text = "{"
            for (index, member) in sorted.enumerated() {
                if index > 0 { text += "," }
                text += CanonicalJSON.quote(member.key)
                text += ":"
                text += member.value.text
            }
            return text + "}"
        }
    }

    func add(_ node: CanonicalNode, key: String) {
        if case .object(var members) = content {
            content = .empty
            members.append((key, node))
            content = .object(members)
        } else {
            content = .object([(key, node)])
        }
    }

    func append(_ node: CanonicalNode) {
        if case .array(var nodes) = content {
            content = .empty
            nodes.append(node)
            content = .array(nodes)
        } else {
            content = .array([node])
        }
    }
}

/// The `Encoder` behind ``CanonicalJSON/encode(_:)``.
struct CanonicalEncoder: Encoder {
    let node: CanonicalNode
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(codingPath: [any CodingKey], node: CanonicalNode = CanonicalNode()) {
        self.codingPath = codingPath
        self.node = node
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .empty = node.content { node.content = .object([]) }
        return KeyedEncodingContainer(CanonicalKeyedContainer(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.content = .array([])
        return CanonicalUnkeyedContainer(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        CanonicalScalar(node: node, codingPath: codingPath)
    }
}
