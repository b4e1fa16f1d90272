/// Just enough of HTTP/2, frame by frame, on the server's side of one connection.
struct HTTP2Wire {
    struct Frame {
        let type: UInt8
        let flags: UInt8
        let stream: UInt32
        let payload: [UInt8]
    }

    private enum Kind {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let resetStream: UInt8 = 3
        static let settings: UInt8 = 4
        static let ping: UInt8 = 6
    }

    private var wire: Wire
    private var buffered: [UInt8] = []
    private var bodies: [UInt32: [UInt8]] = [:]
    /// Streams that the client gave up.
    private(set) var resets = 0

    /// Takes the client's preface and settles the connection.
    init?(_ wire: Wire) async throws {
        self.wire = wire
        let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
        guard await fill(preface.count), buffered.starts(with: preface) else { return nil }
        buffered.removeFirst(preface.count)
        try await send(Kind.settings, flags: 0, stream: 0, [])
    }

    /// The next request whose body is whole; nil when the client has closed.
    mutating func request() async throws -> (stream: UInt32, body: [UInt8])? {
        while let frame = await frame() {
            switch frame.type {
            case Kind.settings where frame.flags & 1 == 0:
                try await send(Kind.settings, flags: 1, stream: 0, [])
            case Kind.ping where frame.flags & 1 == 0:
                try await send(Kind.ping, flags: 1, stream: 0, frame.payload)
            case Kind.resetStream:
                bodies[frame.stream] = nil
                resets += 1
            case Kind.data:
                bodies[frame.stream, default: []] += frame.payload
                guard frame.flags & 1 == 1 else { continue }
                let body = bodies.removeValue(forKey: frame.stream) ?? []
                wire.server.note {
                    $0.requests.append(RawRequest(line: "HTTP/2", headers: [], body: body))
                }
                return (frame.stream, body)
            default: break
            }
        }
        return nil
    }

    /// Status 200 with a content type; then the body, in the same breath.
    func answer(_ stream: UInt32, type: String, _ body: String, ends: Bool = true) async throws {
        let name = Array("content-type".utf8)
        var block: [UInt8] = [0x88, 0x00, UInt8(name.count)] + name
        block += [UInt8(type.utf8.count)] + Array(type.utf8)
        try await send(Kind.headers, flags: 4, stream: stream, block)
        try await send(Kind.data, flags: ends ? 1 : 0, stream: stream, Array(body.utf8))
    }

    private func send(
        _ type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8]
    ) async throws {
        let size = UInt32(payload.count)
        var frame = [16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
        frame += [type, flags]
        frame += [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: stream >> $0) }
        try await wire.send(frame + payload)
    }

    private mutating func frame() async -> Frame? {
        guard await fill(9) else { return nil }
        let head = buffered[..<9].map(UInt32.init)
        let size = Int(head[0] << 16 | head[1] << 8 | head[2])
        guard await fill(9 + size) else { return nil }
        defer { buffered.removeFirst(9 + size) }
        return Frame(
            type: UInt8(head[3]), flags: UInt8(head[4]),
            stream: (head[5] << 24 | head[6] << 16 | head[7] << 8 | head[8]) & 0x7FFF_FFFF,
            payload: Array(buffered[9..<(9 + size)]))
    }

    private mutating func fill(_ count: Int) async -> Bool {
        while buffered.count < count {
            guard let bytes = await wire.read() else { return false }
            buffered += bytes
        }
        return true
    }
}
