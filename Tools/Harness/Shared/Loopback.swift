internal import Foundation

/// Just enough HTTP to ask a simulator on this machine a question.
enum Loopback {
    /// The body of `GET path`, which must be answered with 200.
    static func get(port: Int, _ path: String) throws -> Data {
        let file = try connect(port)
        defer { close(file) }
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        let sent = Array(request.utf8)
        guard send(file, sent, sent.count, Int32(MSG_NOSIGNAL)) == sent.count else {
            throw HarnessError("port \(port) does not listen to a request")
        }
        let answer = try readAll(file, port)
        guard let headEnd = answer.range(of: Data("\r\n\r\n".utf8)) else {
            throw HarnessError("port \(port) answers without a head")
        }
        let head = String(decoding: answer[..<headEnd.lowerBound], as: UTF8.self)
        guard head.hasPrefix("HTTP/1.1 200") else {
            throw HarnessError("port \(port) answers \(path) with \(head.prefix(40))")
        }
        let body = answer[headEnd.upperBound...]
        guard let length = contentLength(head), body.count >= length else {
            throw HarnessError("port \(port) does not send the whole of \(path)")
        }
        return Data(body.prefix(length))
    }

    private static func connect(_ port: Int) throws -> Int32 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { throw HarnessError("there is no socket") }
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(
            file, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            close(file)
            throw HarnessError("nobody listens on port \(port)")
        }
        return file
    }

    private static func readAll(_ file: Int32, _ port: Int) throws -> Data {
        var answer = Data()
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = recv(file, &chunk, chunk.count, 0)
            if count == 0 { return answer }
            if count < 0 {
                if errno == EINTR { continue }
                throw HarnessError("port \(port) stopped in the middle of an answer")
            }
            answer.append(contentsOf: chunk[..<count])
        }
    }

    private static func contentLength(_ head: String) -> Int? {
        for line in head.split(separator: "\r\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "content-length" else { continue }
            return Int(parts[1].trimmingCharacters(in: .whitespaces))
        }
        return nil
    }
}
