import HTTPTypes

/// The header fields of the provider, and the one by which the simulator names itself.
extension HTTPField.Name {
    static let simulator = custom("x-grok-simulator")
    static let requestID = custom("x-request-id")
    static let conversation = custom("x-grok-conv-id")
    static let limitRequests = custom("x-ratelimit-limit-requests")
    static let limitTokens = custom("x-ratelimit-limit-tokens")
    static let remainingRequests = custom("x-ratelimit-remaining-requests")
    static let remainingTokens = custom("x-ratelimit-remaining-tokens")

    private static func custom(_ name: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(name) else {
            preconditionFailure("\(name) is no header field's name")
        }
        return name
    }
}
