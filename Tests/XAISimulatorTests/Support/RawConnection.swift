import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A TCP connection that sees every byte and the end, and can die when it wants.
final class RawConnection {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
    }

    deinit {
        close(descriptor)
    }

    func send(_ body: ChatBody, closing: Bool = false) {
        let data = body.data
        let head = """
            POST /v1/chat/completions HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer xai-test-key-0001\r
            Connection: \(closing ? "close" : "keep-alive")\r
            Content-Type: application/json\r
            Content-Length: \(data.count)\r
            \r

            """
        send(Data(head.utf8) + data)
    }

    func send(_ data: Data) {
        var rest = data[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard sent > 0 else { return }
            rest = rest.dropFirst(sent)
        }
    }

    /// Everything until the other side closes.
    func readToEnd() -> String {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: received, as: UTF8.self) }
            received.append(contentsOf: buffer[..<count])
        }
    }

    /// The chunks of a chunked response; one that was cut off is left out.
    static func chunks(of received: String) -> [String] {
        guard let head = received.firstRange(of: "\r\n\r\n") else { return [] }
        var rest = received.utf8[head.upperBound...]
        var chunks: [String] = []
        while let line = rest.firstRange(of: "\r\n".utf8),
            let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16),
            size > 0
        {
            rest = rest[line.upperBound...]
            chunks.append(String(decoding: rest.prefix(size), as: UTF8.self))
            rest = rest.dropFirst(size + 2)
        }
        return chunks
    }
}
