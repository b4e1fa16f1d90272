import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A plain HTTP client of a simulator, on Foundation's URLSession.
struct Client: Sendable {
    let origin: String
    var key = "xai-test-key-0001"

    /// What came back.
    struct Response: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: body)
        }

        /// The `data:` lines of an event stream.
        var events: [String] {
            text.split(separator: "\n\n").map { String($0.dropFirst("data: ".count)) }
        }

        /// The chunks of an event stream, without `[DONE]`.
        func chunks() throws -> [Chunk] {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try events.filter { $0 != "[DONE]" }.map {
                try decoder.decode(Chunk.self, from: Data($0.utf8))
            }
        }
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 64
        configuration.timeoutIntervalForRequest = 60
        return URLSession(configuration: configuration)
    }()

    init(_ port: Int, key: String = "xai-test-key-0001") {
        origin = "http://127.0.0.1:\(port)"
        self.key = key
    }

    func get(_ path: String, headers: [String: String]? = nil) async throws -> Response {
        try await send("GET", path, nil, headers)
    }

    func post(
        _ body: Data, to path: String = "/v1/chat/completions", headers: [String: String]? = nil
    ) async throws -> Response {
        try await send("POST", path, body, headers)
    }

    func chat(_ body: ChatBody, headers: [String: String] = [:]) async throws -> Response {
        try await post(body.data, headers: authorized(headers))
    }

    /// The answer of a request that has to succeed.
    func complete(_ body: ChatBody) async throws -> Completion {
        try await chat(body).decoded()
    }

    func bill() async throws -> BillBody {
        try await get("/_simulator/bill").decoded()
    }

    func requests(texts: Bool = true) async throws -> RequestsBody {
        try await get("/_simulator/requests\(texts ? "" : "?texts=0")").decoded()
    }

    func authorized(_ headers: [String: String] = [:]) -> [String: String] {
        let own = ["Authorization": "Bearer \(key)", "Content-Type": "application/json"]
        return own.merging(headers) { $1 }
    }

    private func send(
        _ method: String, _ path: String, _ body: Data?, _ headers: [String: String]?
    ) async throws -> Response {
        guard let url = URL(string: origin + path) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = method
        request.httpBody = body
        for (name, value) in headers ?? authorized() {
            request.setValue(value, forHTTPHeaderField: name)
        }
        let (data, response) = try await Client.session.data(for: request)
        guard let response = response as? HTTPURLResponse else {
            throw URLError(.badServerResponse)
        }
        var fields: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            fields["\(name)".lowercased()] = "\(value)"
        }
        return Response(status: response.statusCode, headers: fields, body: data)
    }
}
