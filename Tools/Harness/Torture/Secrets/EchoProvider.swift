internal import Foundation
internal import Synchronization

/// A provider on loopback that gives back the key it is sent, one request a connection.
final class EchoProvider: Sendable {
    let port: Int
    private let scene: EchoScene
    private let file: Int32
    private let served = Atomic(0)
    private let isOver = Atomic(false)

    init(_ scene: EchoScene) throws {
        self.scene = scene
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let file = file
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(file, generic, length) == 0 && listen(file, 64) == 0
                    && getsockname(file, generic, &length) == 0
            }
        }
        guard file >= 0, isBound else { throw HarnessError("there is no port to listen on") }
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in accept() }
    }

    /// How many requests came.
    var requests: Int { served.load(ordering: .relaxed) }

    func end() {
        isOver.store(true, ordering: .relaxed)
        shutdown(file, Int32(SHUT_RDWR))
    }

    private func accept() {
        while !isOver.load(ordering: .relaxed) {
            let connection = Foundation.accept(file, nil, nil)
            guard connection >= 0 else { continue }
            Thread.detachNewThread { [self] in
                answer(connection)
                close(connection)
            }
        }
        close(file)
    }

    private func answer(_ connection: Int32) {
        guard let (head, body) = read(connection) else { return }
        let line = head.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("authorization")
        }
        let key = line?.split(separator: " ").last.map(String.init) ?? ""
        let number = served.add(1, ordering: .relaxed).newValue
        let answer = EchoAnswer(scene: scene, key: key, request: body)
        let text = Array((number <= scene.badRequests ? answer.bad : answer.good).utf8)
        var sent = 0
        while sent < text.count {
            let count = text[sent...].withUnsafeBytes {
                send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    private func read(_ connection: Int32) -> (head: String, body: String)? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = String(text[..<end.lowerBound])
                let length = head.split(separator: "\r\n")
                    .first { $0.lowercased().hasPrefix("content-length") }
                    .flatMap { Int($0.split(separator: " ").last ?? "") }
                let body = String(text[end.upperBound...])
                if body.utf8.count >= length ?? 0 { return (head, body) }
            }
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
    }
}
