/// A request as it came over the wire.
struct RawRequest: Equatable {
    /// The request line.
    let line: String
    /// The headers in the order and the spelling in which they came.
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The first request in `bytes` and its length; nil while it is not whole.
    static func parse(_ bytes: [UInt8]) -> (RawRequest, Int)? {
        let end = Array("\r\n\r\n".utf8)
        guard let head = bytes.firstRange(of: end) else { return nil }
        let lines = String(decoding: bytes[..<head.lowerBound], as: UTF8.self)
            .split(separator: "\r\n").map(String.init)
        let headers = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: String(parts[1].drop { $0 == " " }))
        }
        let stated = headers.first { $0.name.lowercased() == "content-length" }
        let length = stated.flatMap { Int($0.value) } ?? 0
        guard bytes.count >= head.upperBound + length else { return nil }
        let body = Array(bytes[head.upperBound..<(head.upperBound + length)])
        let request = RawRequest(line: lines.first ?? "", headers: headers, body: body)
        return (request, head.upperBound + length)
    }

    static func == (left: RawRequest, right: RawRequest) -> Bool {
        left.line == right.line && left.body == right.body
    }
}
