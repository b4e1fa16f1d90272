/// Who knows whose a key is.
public protocol KeyDirectory: Sendable {
    /// Asks about one key. Costs nothing, never throws, and takes some seconds at most.
    func identity(of credential: Credential) async -> KeyAnswer
}
