/// A body that is being encoded: its values in the order in which they were given, to be written in
/// canonical order when they are all there.
///
/// The values lie in two arrays, not in objects that name each other: an event is encoded for every
/// request and every answer, and an allocation for each of its fields would cost more than
/// recording it.
final class CanonicalDraft {
    private enum Kind {
        case empty, scalar, object, array
    }

    private struct Node {
        var kind = Kind.empty
        /// The UTF-8 of the key in the object around it; empty in an array.
        var key = 0..<0
        /// The JSON of a scalar.
        var text = 0..<0
        var parent: Int
        var firstChild = -1
        var lastChild = -1
        var nextSibling = -1
        var children = 0
    }

    private var nodes: [Node] = []
    // Keys and scalars, one after another.
    private var bytes: [UInt8] = []

    static let root = 0

    init() {
        nodes.reserveCapacity(48)
        bytes.reserveCapacity(2_048)
        nodes.append(Node(parent: -1))
    }

    // MARK: - Adding

    /// Makes `node` an object, unless it is one.
    func makeObject(_ node: Int) {
        if nodes[node].kind == .empty { nodes[node].kind = .object }
    }

    func makeArray(_ node: Int) {
        if nodes[node].kind == .empty { nodes[node].kind = .array }
    }

    /// How many values an array has.
    func count(_ node: Int) -> Int { nodes[node].children }

    /// Adds an empty member to an object.
    func addMember(_ key: String, to node: Int) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: key.utf8)
        return addChild(Node(key: start..<bytes.count, parent: node), to: node)
    }

    /// Adds an empty element to an array.
    func addElement(to node: Int) -> Int {
        addChild(Node(parent: node), to: node)
    }

    private func addChild(_ child: Node, to node: Int) -> Int {
        let index = nodes.count
        nodes.append(child)
        if nodes[node].lastChild < 0 {
            nodes[node].firstChild = index
        } else {
            nodes[nodes[node].lastChild].nextSibling = index
        }
        nodes[node].lastChild = index
        nodes[node].children += 1
        return index
    }

    /// Makes `node` the scalar that is JSON already.
    func set(_ node: Int, json: StaticString) {
        setScalar(node) { bytes in
            bytes.append(
                contentsOf: UnsafeBufferPointer(
                    start: json.utf8Start, count: json.utf8CodeUnitCount))
        }
    }

    func set(_ node: Int, string: String) {
        var string = string
        setScalar(node) { bytes in
            string.withUTF8 { CanonicalJSON.quote($0, into: &bytes) }
        }
    }

    func set(_ node: Int, integer: Int64) {
        setScalar(node) { bytes in
            if integer < 0 { bytes.append(UInt8(ascii: "-")) }
            let start = bytes.count
            var rest = integer.magnitude
            repeat {
                bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            bytes[start...].reverse()
        }
    }

    private func setScalar(_ node: Int, _ write: (inout [UInt8]) -> Void) {
        let start = bytes.count
        write(&bytes)
        nodes[node].kind = .scalar
        nodes[node].text = start..<bytes.count
    }

    // MARK: - Writing

    /// The names of the keys that lead to `node`.
    func path(_ node: Int) -> [String] {
        var path: [String] = []
        var next = node
        while next > Self.root {
            if !nodes[next].key.isEmpty {
                path.append(String(decoding: bytes[nodes[next].key], as: UTF8.self))
            }
            next = nodes[next].parent
        }
        return path.reversed()
    }

    /// The canonical JSON of everything.
    var text: String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count + nodes.count * 4)
        bytes.withUnsafeBufferPointer { write(Self.root, from: $0, into: &output) }
        return String(decoding: output, as: UTF8.self)
    }

    private func write(
        _ node: Int, from bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]
    ) {
        switch nodes[node].kind {
        case .empty:
            output.append(contentsOf: "{}".utf8)
        case .scalar:
            output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[nodes[node].text]))
        case .array:
            output.append(UInt8(ascii: "["))
            var child = nodes[node].firstChild
            while child >= 0 {
                write(child, from: bytes, into: &output)
                child = nodes[child].nextSibling
                if child >= 0 { output.append(UInt8(ascii: ",")) }
            }
            output.append(UInt8(ascii: "]"))
        case .object:
            output.append(UInt8(ascii: "{"))
            for (index, child) in sortedMembers(node, bytes).enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                let key = UnsafeBufferPointer(rebasing: bytes[nodes[child].key])
                CanonicalJSON.quote(key, into: &output)
                output.append(UInt8(ascii: ":"))
                write(child, from: bytes, into: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    private func sortedMembers(_ node: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var members: [Int] = []
        members.reserveCapacity(nodes[node].children)
        var child = nodes[node].firstChild
        while child >= 0 {
            members.append(child)
            child = nodes[child].nextSibling
        }
        members.sort { left, right in
            CanonicalJSON.precedes(
                UnsafeBufferPointer(rebasing: bytes[nodes[left].key]),
                UnsafeBufferPointer(rebasing: bytes[nodes[right].key]))
        }
        return members
    }
}
