/// One value of an event's body, or a text that the body names: a number, or where the text lies.
struct Field: Sendable {
    enum Kind: UInt8, Sendable {
        case null
        case integer
        /// In the memory of the batch.
        case text
        /// As it stands in a JSON string, with escapes; ``LogBatch`` makes a text of it.
        case escaped
        /// In the memory of the fold, which has read it from a table.
        case loaded
    }

    static let null = Field(kind: .null, count: 0, value: 0)

    var kind: Kind
    /// Bytes of the text.
    var count: UInt32
    /// The number, or the offset of the text.
    var value: Int64

    static func integer(_ value: Int64) -> Field {
        Field(kind: .integer, count: 0, value: value)
    }

    static func text(at offset: Int, count: Int) -> Field {
        Field(kind: .text, count: UInt32(count), value: Int64(offset))
    }

    var isNull: Bool { kind == .null }
    var integer: Int64? { kind == .integer ? value : nil }
    var range: Range<Int> { Int(value)..<(Int(value) + Int(count)) }
}
