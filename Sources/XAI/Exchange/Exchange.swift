import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// One attempt under way: the shell that tells ``ExchangeState`` what happens and does what it
/// says. The HTTP client's callbacks, the timer and the caller's cancellation all come here on one
/// event loop.
final class Exchange: HTTPClientResponseDelegate {
    typealias Response = Void

    /// Tells the HTTP client that no more is wanted.
    private struct Abandoned: Error {}

    private struct Held {
        var state: ExchangeState
        /// Let go as soon as it is on its way: a long context waits for its answer for minutes.
        var body: ByteBuffer
        var continuation: CheckedContinuation<AttemptResult, Never>?
        var task: HTTPClient.Task<Void>?
        var timer: Scheduled<Void>?
        var timerDeadline = NIODeadline.distantFuture
    }

    private let loop: any EventLoop
    private let held: NIOLoopBoundBox<Held>

    init(plan: ExchangePlan, reader: AnswerReader, body: ByteBuffer, loop: any EventLoop) {
        self.loop = loop
        held = .makeBoxSendingValue(
            Held(state: ExchangeState(plan: plan, reader: reader), body: body), eventLoop: loop)
    }

    /// Sends the request; `continuation` gets the result. On the event loop.
    func start(
        _ request: HTTPClient.Request, on http: HTTPClient,
        _ continuation: CheckedContinuation<AttemptResult, Never>
    ) {
        held.value.continuation = continuation
        if let result = held.value.state.started(at: .now()) { return finish(result) }
        var request = request
        let byteCount = Int64(held.value.body.readableBytes)
        request.body = .stream(contentLength: byteCount) { writer in self.bodyAsked(writer) }
        watch()
        let task = http.execute(request: request, delegate: self)
        held.value.task = task
        // A client that has been shut down fails the task without a callback.
        task.futureResult.whenFailure { self.didReceiveError(task: task, $0) }
    }

    /// The caller wants it no longer. On the event loop.
    func cancel() {
        abandon(held.value.state.cancelled())
    }

    private func bodyAsked(_ writer: HTTPClient.Body.StreamWriter) -> EventLoopFuture<Void> {
        switch held.value.state.bodyAsked() {
        case .send:
            var body = ByteBuffer()
            swap(&body, &held.value.body)
            return writer.write(.byteBuffer(body))
        case .refuse(let result):
            if let result { finish(result) }
            return loop.makeFailedFuture(Abandoned())
        }
    }

    // MARK: - The HTTP client's callbacks

    func didSendRequestPart(task: HTTPClient.Task<Void>, _ part: IOData) {
        held.value.state.bodyTaken()
    }

    func didSendRequest(task: HTTPClient.Task<Void>) {
        held.value.state.requestSent(at: .now())
        watch()
    }

    func didReceiveHead(
        task: HTTPClient.Task<Void>, _ head: HTTPResponseHead
    ) -> EventLoopFuture<Void> {
        goOn(held.value.state.headArrived(head, at: .now()))
    }

    func didReceiveBodyPart(
        task: HTTPClient.Task<Void>, _ buffer: ByteBuffer
    ) -> EventLoopFuture<Void> {
        goOn(held.value.state.bytesArrived(buffer, at: .now()))
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {
        if let result = held.value.state.ended() { finish(result) }
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        if let result = held.value.state.broke(error) { finish(result) }
    }

    private func goOn(_ result: AttemptResult?) -> EventLoopFuture<Void> {
        guard let result else {
            watch()
            return loop.makeSucceededVoidFuture()
        }
        finish(result)
        return loop.makeFailedFuture(Abandoned())
    }

    // MARK: - Time

    /// Makes sure that the timer fires no later than the deadline. A deadline that moves away
    /// leaves the timer as it is: it will look again when it fires.
    private func watch() {
        guard !held.value.state.isFinished else { return }
        let deadline = held.value.state.deadline
        guard deadline < held.value.timerDeadline else { return }
        held.value.timer?.cancel()
        held.value.timerDeadline = deadline
        held.value.timer = loop.scheduleTask(deadline: deadline) { self.timerFired() }
    }

    private func timerFired() {
        held.value.timerDeadline = .distantFuture
        abandon(held.value.state.timePassed(at: .now()))
        watch()
    }

    // MARK: - The end

    private func abandon(_ result: AttemptResult?) {
        guard let result else { return }
        finish(result)
        held.value.task?.cancel()
    }

    private func finish(_ result: AttemptResult) {
        held.value.timer?.cancel()
        held.value.timer = nil
        held.value.continuation?.resume(returning: result)
        held.value.continuation = nil
    }
}
