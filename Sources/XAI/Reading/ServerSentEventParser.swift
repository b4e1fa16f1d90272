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
        var start = chunk.startIndex
        var index = start
        while index < chunk.endIndex {
            let byte = chunk[index]
            if skipsLineFeed {
                skipsLineFeed = false
                if byte == 0x0A {
                    index += 1
                    start = index
                    continue
                }
            }
            guard byte == 0x0A || byte == 0x0D else {
                index += 1
                continue
            }
            skipsLineFeed = byte == 0x0D
            try endLine(UnsafeRawBufferPointer(rebasing: chunk[start..<index]), receive)
            index += 1
            start = index
        }
        line.append(contentsOf: chunk[start...])
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
