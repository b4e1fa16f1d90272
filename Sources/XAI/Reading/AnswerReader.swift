import Ledger
import NIOCore
import NIOHTTP1

/// Reads one HTTP answer and says what it means: head, bytes in any pieces, and how it ended.
///
/// Pure: no clock, no connection. Whoever drives it stops as soon as a result comes back.
struct AnswerReader {
    /// The most text that one answer may have, in bytes; of an answer in one piece, its body.
    static let answerBytesMax = 32_000_000

    /// How an answer ended before its end.
    struct Break {
        var reason: FailureReason
        /// One sentence.
        var message: String
    }

    private enum Body {
        /// No type was named, and nothing has come.
        case undecided
        case document([UInt8])
        case stream(ServerSentEventParser)
        case error([UInt8], isCut: Bool)
    }

    let model: String
    let acceptsSimulator: Bool
    let scrubber: SecretScrubber
    let bytesMax: Int
    let nowSeconds: @Sendable () -> Int64
    let onDelta: (@Sendable (ChatDelta) -> Void)?

    /// Nil until the head has come.
    private var status: Int?
    private var retryAfterMs: Int64?
    private var providerRequest: String?
    private var body = Body.undecided
    /// Nothing but white space has come of a success.
    private var isBlank = true
    private var assembly: AnswerAssembly

    init(
        model: String, acceptsSimulator: Bool, scrubber: SecretScrubber,
        bytesMax: Int = Self.answerBytesMax, nowSeconds: @escaping @Sendable () -> Int64,
        onDelta: (@Sendable (ChatDelta) -> Void)?
    ) {
        self.model = model
        self.acceptsSimulator = acceptsSimulator
        self.scrubber = scrubber
        self.bytesMax = bytesMax
        self.nowSeconds = nowSeconds
        self.onDelta = onDelta
        assembly = AnswerAssembly(scrubber.filter)
    }

    /// Whether the whole answer is here, even if more bytes could come.
    var isComplete: Bool { assembly.isDone }

    /// The text that has arrived; nil when there is none.
    var partialText: String? { assembly.partialText }

    // MARK: - What happens

    mutating func headArrived(_ head: HTTPResponseHead) -> AttemptResult? {
        let status = Int(head.status.code)
        self.status = status
        providerRequest = head.headers.first(name: "x-request-id")
            .map { scrubber.name($0, bytesMax: ProviderName.identifierBytesMax) }
        if !acceptsSimulator, head.headers.contains(name: "x-grok-simulator") {
            return .failed(
                failure(.simulatorAnswered, "a simulator answered where the provider was meant"))
        }
        guard (200..<300).contains(status) else {
            retryAfterMs = head.headers.first(name: "retry-after").flatMap {
                RetryAfter.milliseconds(
                    $0, date: head.headers.first(name: "date"), nowSeconds: nowSeconds())
            }
            body = .error([], isCut: false)
            isBlank = false
            return nil
        }
        let type = head.headers.first(name: "content-type")?.lowercased() ?? ""
        if type.hasPrefix("text/event-stream") {
            body = .stream(ServerSentEventParser())
        } else if type.hasPrefix("application/json") {
            body = .document([])
        }
        return nil
    }

    mutating func bytesArrived(_ buffer: ByteBuffer) -> AttemptResult? {
        buffer.withUnsafeReadableBytes { bytes in
            if isBlank { decide(bytes) }
            switch body {
            case .undecided: return nil
            case .document: return readDocument(bytes)
            case .stream: return readStream(bytes)
            case .error: return readError(bytes)
            }
        }
    }

    /// The answer ended in good order.
    mutating func ended() -> AttemptResult {
        switch body {
        case .undecided:
            return .unknown(failure(.unreadableAnswer, "the answer has no content"))
        case .document(let bytes): return document(bytes)
        case .error(let bytes, let isCut): return refusal(bytes, isCut: isCut)
        case .stream:
            if let result = finishStream() { return result }
            guard !assembly.mayEnd else { return answered }
            return .unknown(cut(.streamCut, "the stream ended before the answer did"))
        }
    }

    /// The answer broke off.
    mutating func broke(_ how: Break) -> AttemptResult {
        switch body {
        case .undecided, .document: return .unknown(cut(how.reason, how.message))
        case .stream:
            if let result = finishStream() { return result }
            guard !assembly.isComplete else { return answered }
            let reason = how.reason == .connectionLost ? .streamCut : how.reason
            return .unknown(cut(reason, how.message))
        case .error(let bytes, _):
            let reason = Refusal.reason(status: status ?? 0, error: ErrorBody.read(bytes))
            guard reason == .forbidden else { return refusal(bytes, isCut: true) }
            // The words that would have told a safety refusal, which may be billed, are missing.
            return .unknown(cut(how.reason, how.message))
        }
    }

    // MARK: - Bodies

    /// Some servers name no type, or a wrong one, as for an error in place of a stream. The first
    /// byte tells: a line of a stream begins with none of those that JSON or a page begin with.
    private mutating func decide(_ bytes: UnsafeRawBufferPointer) {
        let space: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
        guard let first = bytes.first(where: { !space.contains($0) }) else { return }
        isBlank = false
        if "{[\"<".utf8.contains(first) {
            body = .document([])
        } else if case .document = body {
            // Said to be JSON: only what begins like a field or a comment of a stream is one.
            if ":deir".utf8.contains(first) { body = .stream(ServerSentEventParser()) }
        } else {
            body = .stream(ServerSentEventParser())
        }
    }

    private mutating func readDocument(_ bytes: UnsafeRawBufferPointer) -> AttemptResult? {
        guard case .document(var document) = body else { return nil }
        body = .undecided
        document.append(contentsOf: bytes)
        body = .document(document)
        return document.count > bytesMax ? tooLarge : nil
    }

    private mutating func readError(_ bytes: UnsafeRawBufferPointer) -> AttemptResult? {
        guard case .error(var error, _) = body else { return nil }
        error.append(contentsOf: bytes.prefix(ErrorBody.bytesMax - error.count))
        let isFull = error.count == ErrorBody.bytesMax
        body = .error(error, isCut: isFull)
        return isFull ? refusal(error, isCut: true) : nil
    }

    private mutating func readStream(_ bytes: UnsafeRawBufferPointer) -> AttemptResult? {
        guard case .stream(var parser) = body else { return nil }
        body = .undecided
        var result: AttemptResult?
        parser.feed(bytes) { event in
            guard result == nil else { return }
            result = take(event)
        }
        body = .stream(parser)
        guard result == nil, parser.pendingByteCount + assembly.byteCount > bytesMax
        else { return result }
        return tooLarge
    }

    /// What was left without an empty line behind it counts if it is whole.
    private mutating func finishStream() -> AttemptResult? {
        guard case .stream(var parser) = body else { return nil }
        var result: AttemptResult?
        parser.finish { event in
            guard event == Self.done || (try? ChatPayload(event)) != nil else { return }
            result = take(event)
        }
        body = .stream(parser)
        return result
    }

    private static let done = Array("[DONE]".utf8)

    private mutating func take(_ event: [UInt8]) -> AttemptResult? {
        guard event != Self.done else {
            assembly.isDone = true
            return nil
        }
        guard !assembly.isDone, !event.isEmpty else { return nil }
        guard let payload = try? ChatPayload(event) else {
            return .unknown(cut(.unreadableAnswer, "a chunk of the stream is not JSON"))
        }
        if let error = payload.error { return failed(error) }
        assembly.add(payload, onDelta)
        return nil
    }
}

// MARK: - Results

extension AnswerReader {
    private var answered: AttemptResult {
        mutating get {
            assembly.finish(onDelta)
            return .answered(
                assembly.answer(
                    requested: model, providerRequest: providerRequest, scrubber: scrubber))
        }
    }

    private var tooLarge: AttemptResult {
        let message = "the answer is larger than \(bytesMax) bytes"
        return .unknown(cut(.answerTooLarge, message))
    }

    private mutating func document(_ bytes: [UInt8]) -> AttemptResult {
        guard let payload = try? ChatPayload(bytes) else {
            let words = ErrorBody.read(Array(bytes.prefix(2_048))).text
            let start = scrubber.clean(words, bytesMax: 200)
            let tail = start.isEmpty ? "" : ": " + start
            return .unknown(cut(.unreadableAnswer, "the answer cannot be read" + tail))
        }
        if let error = payload.error { return failed(error) }
        guard payload.hasChoices else {
            return .unknown(cut(.unreadableAnswer, "the answer has no choices"))
        }
        assembly.add(payload, onDelta)
        return answered
    }

    /// The provider reports an error where an answer should be, or in the middle of one.
    private func failed(_ error: ProviderError) -> AttemptResult {
        let reason = Refusal.reasonInsideAnswer(error)
        let words = error.text.isEmpty ? "the provider reported an error" : error.text
        guard assembly.hasBegun else {
            let failure = failure(reason, words)
            return Refusal.mayBeBilled(reason) ? .unknown(failure) : .failed(failure)
        }
        return .unknown(cut(reason == .safetyRefusal ? reason : .serverError, words))
    }

    private func refusal(_ bytes: [UInt8], isCut: Bool) -> AttemptResult {
        let status = self.status ?? 0
        let reason = Refusal.reason(status: status, error: ErrorBody.read(bytes))
        let kept = isCut ? Array(bytes.dropLast(scrubber.cutTailBytes)) : bytes
        var words = ErrorBody.read(kept).text
        if words.isEmpty { words = "the provider answered \(status) without a word" }
        if (300..<400).contains(status) {
            words = "the server answered \(status), a redirection, which is not followed"
        }
        let failure = failure(reason, words)
        return Refusal.mayBeBilled(reason) ? .unknown(failure) : .failed(failure)
    }

    private func cut(_ reason: FailureReason, _ message: String) -> ChatFailure {
        var failure = failure(reason, message)
        failure.partialText = partialText
        return failure
    }

    private func failure(_ reason: FailureReason, _ message: String) -> ChatFailure {
        ChatFailure(
            reason: reason, status: status, retryAfterMs: retryAfterMs,
            message: scrubber.clean(message), providerRequest: providerRequest)
    }
}
