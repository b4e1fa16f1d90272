/// A piece of a streamed answer, as it arrives.
public enum ChatDelta: Hashable, Sendable {
    case text(String)
    case reasoning(String)
    case refusal(String)
}
