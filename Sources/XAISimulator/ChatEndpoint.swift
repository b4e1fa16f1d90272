import HTTPTypes
import NIOCore

/// `POST /v1/chat/completions`: everything about a request that takes no time.
///
/// The checks run in the provider's order (JSON, types, model, key, limit, arguments) and cost
/// nothing; then generation starts and the request is billed, before its latency has passed.
struct ChatEndpoint: Sendable {
    let configuration: SimulatorConfiguration
    let books: Books
    let generator: AnswerGenerator
    let identity: Identity
    let witness: SimulatorWitness

    /// What is to be done about a request: wait, then reply.
    struct Outcome: Sendable {
        let number: Int
        /// When the reply is due, by `CLOCK_MONOTONIC`: latency counts from the request's arrival.
        let dueUs: Int64
        let reply: Reply

        init(_ attempt: Attempt, afterMs waitMs: Int, _ reply: Reply) {
            number = attempt.number
            dueUs = attempt.monotonicUs + Int64(waitMs) * 1_000
            self.reply = reply
        }
    }

    /// A request as far as the checks have understood it.
    struct Attempt {
        let number: Int
        let monotonicUs: Int64
        let credential: Credential?
        var chat: ChatRequest?
        var model: SimulatedModel?
        /// Requests used of the key's limit, this one included; without a limit this is the first.
        var used = 1
    }

    func handle(_ headers: HTTPFields, body: ByteBuffer) -> Outcome {
        let credential = Credential(authorization: headers[.authorization])
        let arrival = books.arrive(credential, conversation: headers[.conversation])
        witness.arrived()
        var attempt = Attempt(
            number: arrival.number, monotonicUs: arrival.monotonicUs, credential: credential)
        do throws(Refusal) {
            try checkContentType(headers[.contentType])
            let credential = try check(&attempt, body: body)
            guard let chat = attempt.chat, let model = attempt.model else {
                preconditionFailure("a request passed the checks without having been understood")
            }
            return try generate(attempt, chat, model, credential)
        } catch {
            return refuse(attempt, error)
        }
    }

    /// A request whose body was too large to be read.
    func refuseBody(_ headers: HTTPFields) -> Outcome {
        let credential = Credential(authorization: headers[.authorization])
        let arrival = books.arrive(credential, conversation: headers[.conversation])
        let attempt = Attempt(
            number: arrival.number, monotonicUs: arrival.monotonicUs, credential: credential)
        return refuse(attempt, .bodyTooLarge)
    }

    private func refuse(_ attempt: Attempt, _ refusal: Refusal) -> Outcome {
        let model = attempt.model == nil ? nil : attempt.chat?.model
        if refusal.ticks > 0, let credential = attempt.credential, let chat = attempt.chat,
            model != nil
        {
            charge(
                attempt, chat, credential, ticks: refusal.ticks, status: refusal.status,
                fault: refusal.fault)
        } else {
            books.refuse(
                attempt.number, attempt.credential, model: model, status: refusal.status,
                fault: refusal.fault)
        }
        return Outcome(attempt, afterMs: 0, refusal.reply)
    }

    /// Whatever happens to the answer, it is billed from here on.
    func charge(
        _ attempt: Attempt, _ chat: ChatRequest, _ credential: Credential, ticks: Int64,
        status: Int, fault: String?
    ) {
        books.charge(
            attempt.number, credential, model: chat.model, ticks: ticks, status: status,
            fault: fault)
        witness.charged(
            SimulatorWitness.Charge(
                keySHA256: credential.fingerprint, model: chat.model,
                messages: chat.messages, ticks: ticks))
    }

    private func checkContentType(_ contentType: String?) throws(Refusal) {
        guard let contentType, contentType.lowercased().hasPrefix("application/json") else {
            throw .notJSONContent
        }
    }

    private func check(_ attempt: inout Attempt, body: ByteBuffer) throws(Refusal) -> Credential {
        let chat = try understand(body)
        attempt.chat = chat
        books.understand(chat, of: attempt.number)
        guard let model = ModelTable.model(named: chat.model) else {
            throw .unknownModel(chat.model, attempt.credential)
        }
        attempt.model = model
        guard let credential = attempt.credential else { throw .noKey }
        try credential.check(model: chat.model, books)
        if let limit = configuration.requestsPerWindow {
            let admission = books.admit(
                credential, at: attempt.monotonicUs, limit: limit, windowMs: configuration.windowMs)
            switch admission {
            case .admitted(let used):
                attempt.used = used
            case .refused(let retryAfterUs):
                throw .rateLimit(
                    credential, model: chat.model, limit: limit, retryAfterUs: retryAfterUs)
            }
        }
        try chat.checkArguments(for: model)
        return credential
    }

    private func understand(_ body: ByteBuffer) throws(Refusal) -> ChatRequest {
        let read = body.withUnsafeReadableBytes { bytes in
            Result { () throws(JSONError) in
                try JSONReader.read(bytes.assumingMemoryBound(to: UInt8.self))
            }
        }
        switch read {
        case .failure(let error):
            throw .notJSON(error)
        case .success(let json):
            do throws(TypeMismatch) {
                return try ChatRequest(json)
            } catch {
                throw .wrongTypes(error)
            }
        }
    }
}
