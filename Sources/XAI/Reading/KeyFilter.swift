/// Takes the accounts' keys out of a text that comes in pieces, wherever the pieces are cut, and
/// leaves everything else as it is.
///
/// What may be the beginning of a key is held back until the next piece shows whether it is one.
struct KeyFilter {
    /// Whoever gives an account a shorter key has chosen a word that may stand in any text.
    static let keyBytesMin = 8

    private let keys: [[UInt8]]
    /// By byte: whether a key begins with it.
    private let isFirst: [Bool]
    private var held: [UInt8] = []

    init(_ credentials: [Credential]) {
        let keys = credentials.map { $0.withUnredactedSecret { Array($0.utf8) } }
            .filter { $0.count >= Self.keyBytesMin }
        self.keys = keys
        isFirst = (0...255).map { byte in keys.contains { $0[0] == byte } }
    }

    var heldBytes: Int { held.count }

    /// What is held back, if it is too short to tell anything of a key.
    var heldIfHarmless: String {
        held.count < Self.keyBytesMin ? String(decoding: held, as: UTF8.self) : ""
    }

    /// The next piece, as far as it is certain.
    mutating func pass(_ piece: String) -> String {
        if held.isEmpty, !mayBegin(piece) { return piece }
        let source = held + Array(piece.utf8)
        held = []
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            switch isFirst[Int(source[position])] ? finding(source[position...]) : .other {
            case .other:
                result.append(source[position])
                position += 1
            case .key(let bytes):
                result += Array(Credential.redacted.utf8)
                position += bytes
            case .beginning:
                held = Array(source[position...])
                position = source.count
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private enum Finding {
        case other
        case key(bytes: Int)
        /// Everything that is there could be the beginning of a key.
        case beginning
    }

    private func finding(_ rest: ArraySlice<UInt8>) -> Finding {
        if let key = keys.first(where: { rest.starts(with: $0) }) {
            return .key(bytes: key.count)
        }
        return keys.contains { $0.starts(with: rest) } ? .beginning : .other
    }

    /// What was held back to the last: no key, since nothing more comes.
    mutating func rest() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    /// Whether a key, or the beginning of one, may be in it.
    private func mayBegin(_ piece: String) -> Bool {
        !keys.isEmpty && piece.utf8.contains { isFirst[Int($0)] }
    }
}

extension KeyFilter: CustomStringConvertible, CustomReflectable {
    var description: String { Credential.redacted }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Credential {
    /// Whether `text` holds this secret. Never for one that is too short to be a key.
    package func isContained(in text: String) -> Bool {
        var filter = KeyFilter([self])
        return filter.pass(text) + filter.rest() != text
    }

    /// `text` with something harmless in the place of these secrets.
    package static func remove(_ credentials: [Credential], from text: String) -> String {
        var filter = KeyFilter(credentials)
        return filter.pass(text) + filter.rest()
    }
}
