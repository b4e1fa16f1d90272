/// A body that is being encoded: its values in the order in which they were given, to be written in
/// canonical order when they are all there.
///
/// An event is encoded for every request and every answer, and an allocation for each of its fields
/// would cost more than recording it. So the values lie in two arrays, not in objects that name
/// each other, and the arrays behind a pointer, where Swift does not check every access.
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

    private struct State {
        var nodes: [Node] = []
        // Keys and scalars, one after another.
        var bytes: [UInt8] = []
    }

    private let state: UnsafeMutablePointer<State>

    static let root = 0

    init() {
        state = .allocate(capacity: 1)
        state.initialize(to: State())
        state.pointee.nodes.reserveCapacity(64)
        state.pointee.bytes.reserveCapacity(2_048)
        state.pointee.nodes.append(Node(parent: -1))
    }

    deinit {
        state.deinitialize(count: 1)
        state.deallocate()
    }

    // MARK: - Adding

    /// Makes `node` an object, unless it is one.
    func makeObject(_ node: Int) {
        make(node, .object)
    }

    func makeArray(_ node: Int) {
        make(node, .array)
    }

    private func make(_ node: Int, _ kind: Kind) {
        if state.pointee.nodes[node].kind == .empty { state.pointee.nodes[node].kind = kind }
    }

    /// How many values an array has.
    func count(_ node: Int) -> Int { state.pointee.nodes[node].children }

    /// Adds an empty member to an object.
    func addMember(_ key: String, to node: Int) -> Int {
        var key = key
        let start = state.pointee.bytes.count
        key.withUTF8 { state.pointee.bytes.append(contentsOf: $0) }
        return addChild(Node(key: start..<state.pointee.bytes.count, parent: node), to: node)
    }

    /// Adds an empty element to an array.
    func addElement(to node: Int) -> Int {
        addChild(Node(parent: node), to: node)
    }

    private func addChild(_ child: Node, to node: Int) -> Int {
        let index = state.pointee.nodes.count
        state.pointee.nodes.append(child)
        state.pointee.nodes.withUnsafeMutableBufferPointer { nodes in
            if nodes[node].lastChild < 0 {
                nodes[node].firstChild = index
            } else {
                nodes[nodes[node].lastChild].nextSibling = index
            }
            nodes[node].lastChild = index
            nodes[node].children += 1
        }
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
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
                var rest = integer.magnitude
                var start = 20
                repeat {
                    start -= 1
                    digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                    rest /= 10
                } while rest > 0
                bytes.append(contentsOf: UnsafeMutableBufferPointer(rebasing: digits[start...]))
            }
        }
    }

    private func setScalar(_ node: Int, _ write: (inout [UInt8]) -> Void) {
        let start = state.pointee.bytes.count
        write(&state.pointee.bytes)
        state.pointee.nodes[node].kind = .scalar
        state.pointee.nodes[node].text = start..<state.pointee.bytes.count
    }

    // MARK: - Writing

    /// The names of the keys that lead to `node`.
    func path(_ node: Int) -> [String] {
        let nodes = state.pointee.nodes
        var path: [String] = []
        var next = node
        while next > Self.root {
            if !nodes[next].key.isEmpty {
                path.append(String(decoding: state.pointee.bytes[nodes[next].key], as: UTF8.self))
            }
            next = nodes[next].parent
        }
        return path.reversed()
    }

    /// The canonical JSON of everything.
    var text: String {
        state.pointee.nodes.withUnsafeBufferPointer { nodes in
            state.pointee.bytes.withUnsafeBufferPointer { bytes in
                var writer = Writer(nodes: nodes, bytes: bytes)
                writer.output.reserveCapacity(bytes.count + nodes.count * 4)
                writer.write(Self.root)
                return String(decoding: writer.output, as: UTF8.self)
            }
        }
    }

    private struct Writer {
        let nodes: UnsafeBufferPointer<Node>
        let bytes: UnsafeBufferPointer<UInt8>
        var output: [UInt8] = []

        mutating func write(_ node: Int) {
            switch nodes[node].kind {
            case .empty:
                output.append(UInt8(ascii: "{"))
                output.append(UInt8(ascii: "}"))
            case .scalar:
                output.append(contentsOf: part(nodes[node].text))
            case .array:
                output.append(UInt8(ascii: "["))
                var child = nodes[node].firstChild
                while child >= 0 {
                    write(child)
                    child = nodes[child].nextSibling
                    if child >= 0 { output.append(UInt8(ascii: ",")) }
                }
                output.append(UInt8(ascii: "]"))
            case .object:
                writeMembers(node)
            }
        }

        private mutating func writeMembers(_ node: Int) {
            output.append(UInt8(ascii: "{"))
            let count = nodes[node].children
            withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { members in
                sort(node, into: members)
                for index in 0..<count {
                    if index > 0 { output.append(UInt8(ascii: ",")) }
                    CanonicalJSON.quote(part(nodes[members[index]].key), into: &output)
                    output.append(UInt8(ascii: ":"))
                    write(members[index])
                }
            }
            output.append(UInt8(ascii: "}"))
        }

        /// The members of an object by their keys. By insertion: a body has few fields, and they
        /// are nearly in order.
        private func sort(_ node: Int, into members: UnsafeMutableBufferPointer<Int>) {
            var count = 0
            var child = nodes[node].firstChild
            while child >= 0 {
                let key = part(nodes[child].key)
                var place = count
                while place > 0,
                    CanonicalJSON.precedes(key, part(nodes[members[place - 1]].key))
                {
                    members[place] = members[place - 1]
                    place -= 1
                }
                members[place] = child
                count += 1
                child = nodes[child].nextSibling
            }
        }

        private func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
            UnsafeBufferPointer(rebasing: bytes[range])
        }
    }
}
