import HTTPTypes
import HummingbirdCore
import NIOCore

/// One HTTP request after the other: which endpoint it is for, its wait, and its reply.
struct Responder: Sendable {
    let chat: ChatEndpoint
    let books: Books
    let requests: RequestCounter

    /// What the id of a model comes after.
    private static let modelPath = "/v1/models/"

    /// Thrown to close a connection in the middle of a body.
    struct CutStream: Error {}

    func respond(
        to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        let path = request.uri.path
        guard path == "/v1/chat/completions", request.method == .post else {
            var reply = await describe(request, path: path)
            if request.method == .head { reply.body = .whole(ByteBuffer()) }
            return try await send(reply, writer)
        }
        if request.headers[.expect]?.lowercased() == "100-continue" {
            try await writer.writeInformationalHead(HTTPResponse(status: .continue))
        }
        let body = try await collect(request.body)
        let outcome =
            if let body {
                chat.handle(request.headers, body: body)
            } else {
                chat.refuseBody(request.headers)
            }
        try await channel.eventLoop.wait(untilMonotonicUs: outcome.dueUs)
        books.finish(outcome.number)
        do {
            try await send(outcome.reply, writer)
        } catch let error as CutStream {
            throw error
        } catch {
            books.abandon(outcome.number)
            throw error
        }
    }

    /// The body in one buffer; nil if it is larger than the limit. It is read to its end all the
    /// same, since a connection that is closed before would often lose its answer.
    private func collect(_ body: RequestBody) async throws -> ByteBuffer? {
        var collected = ByteBuffer()
        var size = 0
        for try await var part in body {
            size += part.readableBytes
            guard size <= SimulatorLimits.discardedBytes else { throw CutStream() }
            if size > SimulatorLimits.bodyBytes {
                collected = ByteBuffer()
            } else if collected.readableBytes == 0 {
                collected = part
            } else {
                collected.writeBuffer(&part)
            }
        }
        return size > SimulatorLimits.bodyBytes ? nil : collected
    }

    /// Everything but chat: nothing here is billed, limited or logged.
    private func describe(_ request: Request, path: String) async -> Reply {
        let method = request.method.rawValue
        guard request.method == .get else {
            return Refusal.noSuchPath(method, path).reply
        }
        switch path {
        case "/_simulator/bill":
            return InspectionEndpoints.bill(books.bill)
        case "/_simulator/requests":
            let texts = request.uri.queryParameters["texts"] != "0"
            return await requestList(texts: texts)
        case "/v1/models", "/v1/language-models", "/v1/api-key":
            return describeAccount(request.headers, path: path)
        case let path where path.hasPrefix(Self.modelPath):
            return describeAccount(request.headers, path: path)
        default:
            return Refusal.noSuchPath(method, path).reply
        }
    }

    /// A long list is written on another thread: meanwhile requests must go on arriving, because
    /// their instants are what limits are judged by.
    private func requestList(texts: Bool) async -> Reply {
        let books = books
        return await Task.detached { InspectionEndpoints.requests(books.log, texts: texts) }.value
    }

    private func describeAccount(_ headers: HTTPFields, path: String) -> Reply {
        guard let credential = Credential(authorization: headers[.authorization]) else {
            return Refusal.noKey.reply
        }
        if credential.treatment == .wrong { return Refusal.wrongKey(credential).reply }
        switch path {
        case "/v1/models": return AccountEndpoints.models()
        case "/v1/language-models": return AccountEndpoints.languageModels()
        case "/v1/api-key": return AccountEndpoints.apiKey(credential)
        default:
            let name = String(path.dropFirst(Self.modelPath.count))
            guard let model = ModelTable.model(named: name) else {
                return Refusal.unknownModel(name, credential).reply
            }
            return AccountEndpoints.model(model)
        }
    }

    private func send(_ reply: Reply, _ writer: consuming ResponseWriter) async throws {
        var head = HTTPResponse(
            status: .init(code: reply.status), headerFields: reply.headers)
        head.headerFields[.simulator] = "1"
        head.headerFields[.requestID] = chat.identity.requestID(requests.next())
        switch reply.body {
        case .whole(let buffer):
            try await writer.write(response: head, body: ResponseBody(byteBuffer: buffer))
        case .stream(let parts, false) where parts.count == 1:
            try await writer.write(response: head, body: ResponseBody(byteBuffer: parts[0]))
        case .stream(let parts, let isCut):
            var body = try await writer.writeHead(head)
            try await body.write(contentsOf: parts)
            if isCut { throw CutStream() }
            try await body.finish(nil)
        }
    }
}
