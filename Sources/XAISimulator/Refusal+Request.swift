/// What is wrong with a request, in the order in which it is checked. All of it is free.
extension Refusal {
    private static let invalidArgument = "Client specified an invalid argument"

    static let bodyTooLarge = Refusal(
        status: 413, shape: .plainText,
        text: "The request body exceeds \(SimulatorLimits.bodyBytes) bytes.",
        fault: "body-too-large")

    static let notJSONContent = Refusal(
        status: 415, shape: .plainText,
        text: "Expected request with `Content-Type: application/json`",
        fault: "content-type")

    static func notJSON(_ error: JSONError) -> Refusal {
        Refusal(
            status: 400, shape: .plainText,
            text: "Failed to parse the request body as JSON: \(error)", fault: "not-json")
    }

    static func wrongTypes(_ mismatch: TypeMismatch) -> Refusal {
        Refusal(
            status: 422, shape: .plainText,
            text: "Failed to deserialize the JSON body into the target type: "
                + mismatch.description,
            fault: "wrong-types")
    }

    static func unknownModel(_ name: String, _ credential: Credential?) -> Refusal {
        let team = credential?.teamID ?? Hexadecimal.uuid(0, 0)
        return Refusal(
            status: 404, shape: .code("not-found"),
            text: "The model \(name) does not exist or your team \(team) does not have access to "
                + "it. Please ensure you're using the correct API key.",
            fault: "unknown-model")
    }

    static let noKey = Refusal(
        status: 401, shape: .bare,
        text: "Missing or malformed Authorization header: expected `Bearer <key>`.",
        fault: "no-key")

    static func wrongKey(_ credential: Credential) -> Refusal {
        Refusal(
            status: 400, shape: .code(invalidArgument),
            text: "Incorrect API key provided: \(credential.redacted). You can obtain an API key "
                + "from https://console.x.ai.",
            fault: "wrong-key")
    }

    static let blockedKey = Refusal(
        status: 403,
        shape: .code("The caller does not have permission to execute the specified operation"),
        text: "This API key is blocked. Please contact your team administrator.",
        fault: "blocked-key")

    static func invalid(_ text: String) -> Refusal {
        Refusal(
            status: 400, shape: .code(invalidArgument), text: text, fault: "invalid-argument")
    }

    /// The one refusal that is billed: $0.05.
    static let unsafe = Refusal(
        status: 403, shape: .code("permission-denied"),
        text: "Content violates usage guidelines. Failed check: SAFETY_CHECK_TYPE_SIMULATED",
        fault: "unsafe", ticks: 500_000_000)

    static func noSuchPath(_ method: String, _ path: String) -> Refusal {
        Refusal(
            status: 404, shape: .code("not-found"),
            text: "The simulator has nothing at \(method) \(path).", fault: "no-such-path")
    }
}
