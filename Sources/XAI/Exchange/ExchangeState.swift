import AsyncHTTPClient
import Ledger
import NIOCore
import NIOHTTP1

/// What has happened to one attempt, and what it amounts to.
///
/// Pure: whatever happens is told to it, with the time when time matters. The first result it
/// returns is the attempt's; after that it returns nil for ever. It keeps the one distinction that
/// money hangs on: before any byte of the body was handed over nothing can have been billed, and
/// after that everything may have been.
struct ExchangeState {
    /// How long the connection may take to end an answer that is whole already.
    static let drainMs: Int64 = 250

    enum Phase: Equatable {
        /// Not started.
        case ready
        /// No connection yet, or none that has asked for the body.
        case connecting
        /// The body is on its way.
        case sending
        /// The request is out; silence since.
        case waiting(since: NIODeadline)
        /// The answer has begun; the last bytes came then.
        case reading(since: NIODeadline)
        /// The answer is whole, its end has not come.
        case draining(since: NIODeadline)
        case finished
    }

    /// What to do when the connection asks for the request's body.
    enum BodyDecision {
        case send
        /// Nothing of it may leave. The result is nil when there was one before.
        case refuse(AttemptResult?)
    }

    private let plan: ExchangePlan
    private var reader: AnswerReader
    private(set) var phase = Phase.ready
    private var startedAt = NIODeadline.uptimeNanoseconds(0)
    /// The end of the permit on the clock of the timers.
    private var permitEnds: NIODeadline?
    private var wasCancelled = false
    private var hasHead = false
    /// The socket has taken the last byte of the body.
    private var bodyIsOut = false

    init(plan: ExchangePlan, reader: AnswerReader) {
        self.plan = plan
        self.reader = reader
    }

    var isFinished: Bool { phase == .finished }

    /// When to ask ``timePassed(at:)`` again.
    var deadline: NIODeadline {
        let end = startedAt + .bounded(plan.timeouts.totalMs)
        switch phase {
        case .connecting:
            let connected = startedAt + .bounded(plan.timeouts.connectMs)
            return min(end, connected, permitEnds ?? end)
        case .ready, .sending, .finished: return end
        case .waiting(let since): return min(end, since + .bounded(plan.timeouts.firstByteMs))
        case .reading(let since): return min(end, since + .bounded(plan.timeouts.idleMs))
        case .draining(let since): return min(end, since + .milliseconds(Self.drainMs))
        }
    }

    // MARK: - Before the body

    mutating func started(at now: NIODeadline) -> AttemptResult? {
        startedAt = now
        phase = .connecting
        guard !wasCancelled else { return finish(notSent("stopped before it was sent")) }
        guard let sendBy = plan.sendBy else { return nil }
        guard !plan.isExpired else { return finish(expired("the permit was over")) }
        permitEnds = now + TimeAmount(plan.clocks.now().duration(to: sendBy))
        return nil
    }

    /// The connection is up and asks for the body: the last moment to keep it back.
    mutating func bodyAsked() -> BodyDecision {
        guard !isFinished else { return .refuse(nil) }
        guard !plan.isExpired else {
            return .refuse(finish(expired("the permit ran out while the connection came about")))
        }
        if phase == .connecting { phase = .sending }
        return .send
    }

    // MARK: - After the body

    mutating func bodyTaken() {
        bodyIsOut = true
    }

    mutating func requestSent(at now: NIODeadline) {
        if phase == .sending { phase = .waiting(since: now) }
    }

    mutating func headArrived(_ head: HTTPResponseHead, at now: NIODeadline) -> AttemptResult? {
        guard !isFinished else { return nil }
        hasHead = true
        phase = .reading(since: now)
        return reader.headArrived(head).flatMap { finish($0) }
    }

    mutating func bytesArrived(_ bytes: ByteBuffer, at now: NIODeadline) -> AttemptResult? {
        guard !isFinished else { return nil }
        if let result = reader.bytesArrived(bytes) { return finish(result) }
        if case .draining = phase { return nil }
        phase = reader.isComplete ? .draining(since: now) : .reading(since: now)
        return nil
    }

    mutating func ended() -> AttemptResult? {
        guard !isFinished else { return nil }
        return finish(reader.ended())
    }

    // MARK: - Ends before the end

    mutating func broke(_ error: any Error) -> AttemptResult? {
        guard !isFinished else { return nil }
        guard hasBegunToSend else {
            let sentence = plan.route.sentence(for: error)
            guard !Route.isUntrusted(error) else {
                return finish(
                    .failed(ChatFailure(reason: .untrustedCertificate, message: sentence)))
            }
            return finish(notSent(sentence))
        }
        if let error = error as? HTTPClientError, Self.isStop(error) {
            return finish(broken(.interrupted, "stopped while the request was under way"))
        }
        guard !hasHead else {
            return finish(broken(.connectionLost, "the connection broke within the answer"))
        }
        guard bodyIsOut || !Route.isGone(error) else {
            return finish(notSent("the connection broke before the request was out"))
        }
        return finish(broken(.connectionLost, "the connection broke before the answer"))
    }

    mutating func cancelled() -> AttemptResult? {
        wasCancelled = true
        guard !isFinished, phase != .ready else { return nil }
        guard hasBegunToSend else { return finish(notSent("stopped before it was sent")) }
        return finish(broken(.interrupted, "stopped while the request was under way"))
    }

    /// Nil when it was too early: look at ``deadline`` again.
    mutating func timePassed(at now: NIODeadline) -> AttemptResult? {
        guard !isFinished, now >= deadline else { return nil }
        let timeouts = plan.timeouts
        switch phase {
        case .connecting where plan.isExpired:
            let dialled = plan.route.dialled
            return finish(expired("no connection to \(dialled) before the permit ran out"))
        case .connecting:
            // The timers' clock may run a little ahead of the permit's.
            if let ends = permitEnds, ends <= now { permitEnds = now + .milliseconds(1) }
            guard now >= deadline else { return nil }
            let limit = min(timeouts.connectMs, timeouts.totalMs).asSeconds
            return finish(notSent("no connection to \(plan.route.dialled) within \(limit)"))
        case .draining: return finish(reader.ended())
        case .ready, .finished: return nil
        case .sending, .waiting, .reading: break
        }
        if now >= startedAt + .bounded(timeouts.totalMs) {
            return finish(broken(.timedOut, "not done within \(timeouts.totalMs.asSeconds)"))
        }
        guard case .waiting = phase else {
            return finish(broken(.timedOut, "nothing more came for \(timeouts.idleMs.asSeconds)"))
        }
        return finish(broken(.timedOut, "no answer within \(timeouts.firstByteMs.asSeconds)"))
    }

    // MARK: - Results

    private var hasBegunToSend: Bool { phase != .connecting }

    /// Whether the HTTP client itself was told to stop.
    private static func isStop(_ error: HTTPClientError) -> Bool {
        error == .cancelled || error == .alreadyShutdown
    }

    private mutating func finish(_ result: AttemptResult) -> AttemptResult {
        phase = .finished
        return result
    }

    private mutating func broken(_ reason: FailureReason, _ message: String) -> AttemptResult {
        reader.broke(AnswerReader.Break(reason: reason, message: message))
    }

    private func notSent(_ message: String) -> AttemptResult {
        .failed(ChatFailure(reason: .notSent, message: message))
    }

    private func expired(_ message: String) -> AttemptResult {
        .failed(ChatFailure(reason: .permitExpired, message: message))
    }
}

extension TimeAmount {
    /// Milliseconds within a year, so that no timeout overflows the clock.
    static func bounded(_ milliseconds: Int64) -> TimeAmount {
        .milliseconds(min(max(milliseconds, 0), 31_536_000_000))
    }
}

extension Int64 {
    /// Milliseconds as a person reads them.
    fileprivate var asSeconds: String {
        isMultiple(of: 1_000) ? "\(self / 1_000) s" : "\(self) ms"
    }
}
