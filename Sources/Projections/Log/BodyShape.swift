/// Which values of a body are wanted, and in which slot each goes. Keys that are not named here are
/// passed over.
struct BodyShape: Sendable {
    indirect enum Part: Sendable {
        case value(StaticString, slot: Int)
        case object(StaticString, [Part])
    }

    /// One key of an object.
    struct Member: Sendable {
        let name: StaticString
        let count: Int
        /// The first eight bytes of the name, zeros after its end: most names are told apart by
        /// them.
        let beginning: UInt64
        /// Where the value goes; nil if the value is an object with parts of its own.
        let slot: Int?
        /// The members of that object.
        let children: Range<Int>

        init(_ name: StaticString, slot: Int?, children: Range<Int>) {
            self.name = name
            self.slot = slot
            self.children = children
            count = name.utf8CodeUnitCount
            beginning = BodyShape.beginning(of: name.utf8Start, count: count)
        }

        func isNamed(_ key: UnsafeBufferPointer<UInt8>, beginning: UInt64) -> Bool {
            guard beginning == self.beginning, key.count == count else { return false }
            guard count > 8, let key = key.baseAddress else { return true }
            for index in 8..<count where name.utf8Start[index] != key[index] { return false }
            return true
        }
    }

    /// The first eight of `count` bytes, zeros after the last.
    static func beginning(of start: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        if count >= 8 { return UnsafeRawPointer(start).loadUnaligned(as: UInt64.self).littleEndian }
        var word: UInt64 = 0
        for index in 0..<count { word |= UInt64(start[index]) << (8 * index) }
        return word
    }

    /// The members of all objects, those of one object side by side.
    let members: [Member]
    /// The members of the body itself.
    let root: Range<Int>

    init(_ parts: [Part]) {
        var members: [Member] = []
        root = Self.lay(parts, &members)
        self.members = members
    }

    private static func lay(_ parts: [Part], _ members: inout [Member]) -> Range<Int> {
        var level: [Member] = []
        for part in parts {
            switch part {
            case .value(let name, let slot):
                level.append(Member(name, slot: slot, children: 0..<0))
            case .object(let name, let parts):
                level.append(Member(name, slot: nil, children: lay(parts, &members)))
            }
        }
        members += level
        return (members.count - level.count)..<members.count
    }
}
