import Ledger
import Synchronization

@testable import XAI

/// What tests ask with.
enum Calls {
    /// A key that no test may ever see again.
    static let canary = "xai-CANARY0123456789abcdefghijklmnop"
    static let credential = Credential(canary)

    static func request(
        _ text: String = "ping", streams: Bool = false, schema: ResponseSchema? = nil,
        timeouts: Timeouts = timeouts()
    ) -> EncodedChatRequest {
        ChatRequest(
            model: "grok-3-mini", messages: [ChatMessage(role: .user, content: text)],
            completionTokensMax: 64, schema: schema, streams: streams,
            conversation: "task-abc/1", timeouts: timeouts
        ).encoded()
    }

    /// A request whose body has so many bytes, whatever they are.
    static func request(bodyBytes: Int) -> EncodedChatRequest {
        EncodedChatRequest(request().request, body: Array(repeating: 0x20, count: bodyBytes))
    }

    static func timeouts(
        connect: Int64 = 600_000, firstByte: Int64 = 600_000, idle: Int64 = 600_000,
        total: Int64 = 600_000
    ) -> Timeouts {
        Timeouts(connectMs: connect, firstByteMs: firstByte, idleMs: idle, totalMs: total)
    }
}

extension XAIClient {
    static func make(
        _ baseURL: String, acceptsSimulator: Bool = false, environment: [String: String] = [:],
        connectionsMax: Int = 64, connectMs: Int64 = 60_000, clocks: Clocks = .system
    ) throws -> XAIClient {
        try XAIClient(
            configuration: XAIConfiguration(
                baseURL: baseURL, acceptsSimulator: acceptsSimulator, version: "9.8.7",
                environment: environment, connectionsMax: connectionsMax, connectMs: connectMs),
            clocks: clocks)
    }

    func ask(
        _ request: EncodedChatRequest = Calls.request(),
        credential: Credential = Calls.credential, sendBy: ContinuousClock.Instant? = nil,
        onDelta: (@Sendable (ChatDelta) -> Void)? = nil
    ) async -> AttemptResult {
        await send(request, credential: credential, sendBy: sendBy, onDelta: onDelta)
    }
}

extension AttemptResult {
    var answer: ChatAnswer? {
        if case .answered(let answer) = self { return answer }
        return nil
    }

    /// The failure that surely costs nothing.
    var unbilled: ChatFailure? {
        if case .failed(let failure) = self { return failure }
        return nil
    }

    /// The failure that may cost something.
    var inDoubt: ChatFailure? {
        if case .unknown(let failure) = self { return failure }
        return nil
    }
}

/// Deltas in the order in which they came.
final class DeltaLog: Sendable {
    private let deltas = Mutex<[ChatDelta]>([])

    var all: [ChatDelta] { deltas.withLock { $0 } }

    var record: @Sendable (ChatDelta) -> Void {
        { delta in self.deltas.withLock { $0.append(delta) } }
    }
}
