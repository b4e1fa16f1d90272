/// A model provider: one attempt in, one answer out.
///
/// The place where another provider plugs in. A conforming type keeps no state between attempts,
/// never tries again by itself, and never waits for its turn: retries, limits and budgets are
/// decided from the ledger, by the caller, before and after ``send(_:credential:sendBy:onDelta:)``.
public protocol ChatModel: Sendable {
    /// Sends one request and waits for its whole answer.
    ///
    /// It always returns exactly one ``AttemptResult`` and never throws. What must hold:
    ///
    /// * ``AttemptResult/failed(_:)`` only when the attempt is surely not billed. Anything that is
    ///   in doubt is ``AttemptResult/unknown(_:)``.
    /// * Nothing of the request's body leaves after `sendBy`.
    /// * Cancelling the surrounding Swift task ends the attempt at once: not sent if nothing of
    ///   the body had left, otherwise unknown, with the text that had arrived.
    ///
    /// - Parameters:
    ///   - request: The request with its body already encoded.
    ///   - credential: The secret of the account that pays.
    ///   - sendBy: The end of the permit. A request whose body has not begun to leave by then is
    ///     not sent, and the result is a failure with the reason `permit-expired`. Nil: no limit.
    ///   - onDelta: Called with each piece of a streamed answer as it arrives, in order, never at
    ///     the same time, on a thread that also serves other attempts: it must return quickly.
    func send(
        _ request: EncodedChatRequest, credential: Credential,
        sendBy: ContinuousClock.Instant?, onDelta: (@Sendable (ChatDelta) -> Void)?
    ) async -> AttemptResult
}
