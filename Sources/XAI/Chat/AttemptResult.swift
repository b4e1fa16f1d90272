/// How one attempt ended. Exactly one of these comes back from every attempt.
public enum AttemptResult: Hashable, Sendable {
    /// The provider answered.
    case answered(ChatAnswer)
    /// No answer, and surely nothing to pay: refused before generation, or never sent.
    case failed(ChatFailure)
    /// No whole answer, and perhaps something to pay: the request left, or may have left.
    case unknown(ChatFailure)
}
