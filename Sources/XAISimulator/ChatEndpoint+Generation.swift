import HTTPTypes
import NIOCore

extension ChatEndpoint {
    /// The limit that the headers show when none is configured, in requests.
    private static let shownRequests = 480
    /// The limit that the headers show, in tokens.
    private static let shownTokens = 4_000_000
    /// In how many HTTP chunks every so many-th stream is written; they end in the middle of SSE
    /// events, which a client must bear. The others are one chunk, which costs one system call.
    private static let streamParts = 4
    private static let partedStreams: UInt64 = 8

    /// Generation: faults, answer, bill.
    func generate(
        _ attempt: Attempt, _ chat: ChatRequest, _ model: SimulatedModel, _ credential: Credential
    ) throws(Refusal) -> Outcome {
        let node = chat.schema == nil ? generator.plan?.node(endingText: chat.lastUserText) : nil
        let directive = Directive.of(
            lastUserText: chat.lastUserText, node: node, plan: generator.plan)
        if directive == .unsafe { throw .unsafe }
        let digest = ContentDigest(
            seed: configuration.seed, model: chat.model, messages: chat.messages)
        let faults = Faults(
            configuration, digest: digest, asked: books.countAsking(digest.key),
            streams: chat.stream, decomposes: chat.schema != nil)
        let waitMs =
            (node?.latencyMs ?? configuration.latencyMs)
            + (faults.isSlow ? configuration.slowMs : 0)
        let answer = generator.answer(
            chat, model: model, digest: digest, node: node, directive: directive,
            wrongPlan: faults.wrongPlan)
        if let error = faults.error {
            return try fail(attempt, error, chat, credential, answer, waitMs: waitMs)
        }
        if faults.malformed == .errorInsteadOfStream {
            return errorInsteadOfStream(attempt, chat, credential)
        }
        charge(
            attempt, chat, credential, ticks: answer.ticks, status: 200, fault: faults.label)
        var reply = reply(attempt, chat, answer, faults, digest)
        let limit = configuration.requestsPerWindow
        reply.headers[.limitRequests] = "\(limit ?? Self.shownRequests)"
        reply.headers[.remainingRequests] = "\((limit ?? Self.shownRequests) - attempt.used)"
        reply.headers[.limitTokens] = "\(Self.shownTokens)"
        reply.headers[.remainingTokens] =
            "\(max(0, Self.shownTokens - answer.usage.totalTokens))"
        return Outcome(attempt, afterMs: waitMs, reply)
    }

    /// An injected error. A failure takes as long as the answer would have, and it costs as much
    /// if the simulator is configured so; a refusal comes at once and costs nothing.
    private func fail(
        _ attempt: Attempt, _ error: InjectedError, _ chat: ChatRequest, _ credential: Credential,
        _ answer: Answer, waitMs: Int
    ) throws(Refusal) -> Outcome {
        let refusal = Refusal.injected(
            error, credential, model: chat.model,
            retryAfterSeconds: configuration.retryAfterSeconds)
        guard error.isServerError else { throw refusal }
        if configuration.billErrors {
            charge(
                attempt, chat, credential, ticks: answer.ticks, status: refusal.status,
                fault: refusal.fault)
        } else {
            books.refuse(
                attempt.number, credential, model: chat.model, status: refusal.status,
                fault: refusal.fault)
        }
        return Outcome(attempt, afterMs: waitMs, refusal.reply)
    }

    private func errorInsteadOfStream(
        _ attempt: Attempt, _ chat: ChatRequest, _ credential: Credential
    ) -> Outcome {
        let fault = MalformedAnswer.errorInsteadOfStream.rawValue
        books.refuse(attempt.number, credential, model: chat.model, status: 200, fault: fault)
        let refusal = Refusal(
            status: 200, shape: .code("resource-exhausted"),
            text: Refusal.noCapacityText(model: chat.model), fault: fault)
        return Outcome(attempt, afterMs: 0, refusal.reply)
    }

    private func reply(
        _ attempt: Attempt, _ chat: ChatRequest, _ answer: Answer, _ faults: Faults,
        _ digest: ContentDigest
    ) -> Reply {
        // Whoever asks for an alias is served by the model behind it.
        let served = ModelTable.model(named: chat.model)?.name ?? chat.model
        let writer = CompletionWriter(
            id: identity.completionID(attempt.number),
            created: SimulatorClock.wallUs() / 1_000_000, model: served, answer: answer,
            isReported: !faults.isUnreported)
        if chat.stream { return stream(writer, chat, faults, digest) }
        if faults.malformed == .html {
            let refusal = Refusal(status: 200, shape: .html, text: "200 OK", fault: "")
            return refusal.reply
        }
        var body = ByteBuffer(string: writer.whole())
        if faults.malformed == .truncatedJSON {
            body = body.getSlice(at: body.readerIndex, length: body.readableBytes / 2) ?? body
        }
        return Reply(status: 200, contentType: "application/json", body: .whole(body))
    }

    private func stream(
        _ writer: CompletionWriter, _ chat: ChatRequest, _ faults: Faults, _ digest: ContentDigest
    ) -> Reply {
        let pieces = 8 + Int(digest.answerSeed % 9)
        var events = ByteBuffer(
            string: writer.stream(
                pieces: pieces, includeUsage: chat.includeUsage,
                breaksChunk: faults.malformed == .brokenChunk))
        if let cutPercent = faults.cutPercent {
            let length = events.readableBytes * cutPercent / 100
            events = events.getSlice(at: events.readerIndex, length: length) ?? events
        }
        let isParted = digest.answerSeed % Self.partedStreams == 0
        return Reply(
            status: 200, contentType: "text/event-stream",
            body: .stream(
                split(events, into: isParted ? Self.streamParts : 1),
                isCut: faults.cutPercent != nil))
    }

    private func split(_ events: ByteBuffer, into count: Int) -> [ByteBuffer] {
        var rest = events
        var parts: [ByteBuffer] = []
        let length = max(1, (events.readableBytes + count - 1) / count)
        while rest.readableBytes > 0,
            let part = rest.readSlice(length: min(length, rest.readableBytes))
        {
            parts.append(part)
        }
        return parts
    }
}
