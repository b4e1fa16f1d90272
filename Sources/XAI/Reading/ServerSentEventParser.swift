#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Server-sent events, cut out of a stream of bytes that may be split anywhere.
///
/// A pure state machine after the WHATWG's "event stream" grammar: lines end with LF, CR or CRLF,
/// a line that begins with a colon is a comment, several `data` lines make one event, an empty
/// line ends it, and a byte-order mark may come first. Only `data` matters here; other fields are
/// read over.
struct ServerSentEventParser {
    /// The line so far, when its end has not come yet.
    private var line: [UInt8] = []
    /// The data of the event so far.
    private var data: [UInt8] = []
    private var hasData = false
    private var isFirstLine = true
    /// A CR ended the last line, so an LF right after it belongs to that end.
    private var skipsLineFeed = false

    /// What is held back for want of an end, in bytes.
    var pendingByteCount: Int { line.count + data.count }

    /// Takes the next bytes and hands each event's data over, as soon as it is whole.
    mutating func feed(
        _ chunk: UnsafeRawBufferPointer, _ receive: ([UInt8]) throws -> Void
    ) rethrows {
        var rest = chunk
        while !rest.isEmpty {
            if skipsLineFeed {
                skipsLineFeed = false
                if rest[0] == 0x0A {
                    rest = UnsafeRawBufferPointer(rebasing: rest[1...])
                    continue
                }
            }
            guard let end = Self.lineEnd(in: rest) else {
                line.append(contentsOf: rest)
                return
            }
            skipsLineFeed = rest[end] == 0x0D
            try endLine(UnsafeRawBufferPointer(rebasing: rest[..<end]), receive)
            rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
        }
    }

    /// Lines are long and their ends rare: the C library finds them many bytes at a time.
    private static func lineEnd(in bytes: UnsafeRawBufferPointer) -> Int? {
        let lineFeed = index(of: 0x0A, in: bytes)
        let before = UnsafeRawBufferPointer(rebasing: bytes[..<(lineFeed ?? bytes.count)])
        return index(of: 0x0D, in: before) ?? lineFeed
    }

    private static func index(of byte: Int32, in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let found = memchr(start, byte, bytes.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - start
    }

    /// The bytes are over: an event whose empty line never came is handed over as it is.
    mutating func finish(_ receive: ([UInt8]) throws -> Void) rethrows {
        if !line.isEmpty {
            try [UInt8]().withUnsafeBytes { try endLine($0, receive) }
        }
        try dispatch(receive)
    }

    private mutating func endLine(
        _ tail: UnsafeRawBufferPointer, _ receive: ([UInt8]) throws -> Void
    ) rethrows {
        guard !line.isEmpty else { return try take(tail, receive) }
        line.append(contentsOf: tail)
        var whole: [UInt8] = []
        swap(&whole, &line)
        defer {
            whole.removeAll(keepingCapacity: true)
            swap(&whole, &line)
        }
        try whole.withUnsafeBytes { try take($0, receive) }
    }

    private mutating func take(
        _ whole: UnsafeRawBufferPointer, _ receive: ([UInt8]) throws -> Void
    ) rethrows {
        var line = whole[...]
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
        }
        guard !line.isEmpty else { return try dispatch(receive) }
        guard line.starts(with: Self.dataField) else { return }
        var value = line.dropFirst(Self.dataField.count)
        if let colon = value.first {
            guard colon == UInt8(ascii: ":") else { return }
            value = value.dropFirst()
            if value.first == 0x20 { value = value.dropFirst() }
        }
        if hasData { data.append(0x0A) }
        data.append(contentsOf: value)
        hasData = true
    }

    private static let dataField = Array("data".utf8)

    private mutating func dispatch(_ receive: ([UInt8]) throws -> Void) rethrows {
        guard hasData else { return }
        defer {
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        try receive(data)
    }
}
