import Ledger

/// Reads the answer of `GET /v1/api-key`.
struct KeyIdentityReader {
    /// No description of a key is longer.
    static let bytesMax = 65_536

    let scrubber: SecretScrubber

    func answer(status: Int, body: [UInt8]) -> KeyAnswer {
        guard (200..<300).contains(status) else { return refusal(status, body) }
        guard let identity = try? body.withUnsafeBufferPointer({ try read($0) }) else {
            return .unknown("the provider's answer names no team")
        }
        return .identified(identity)
    }

    private func refusal(_ status: Int, _ body: [UInt8]) -> KeyAnswer {
        let error = ErrorBody.read(body)
        let words = scrubber.clean(error.text, bytesMax: 300)
        let reason = Refusal.reason(status: status, error: error)
        switch reason {
        case .badCredential, .forbidden, .noCredit:
            return .refused(reason, words.isEmpty ? "HTTP \(status)" : words)
        default:
            return .unknown("the provider answered with HTTP \(status)")
        }
    }

    private func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> KeyIdentity {
        var scanner = JSONScanner(bytes)
        var team: String?
        var identity = KeyIdentity(team: "")
        guard try scanner.enterObject() else { throw JSONError() }
        while let key = try scanner.nextKey() {
            switch key {
            case "team_id": team = try name(&scanner)
            case "api_key_id": identity.providerKey = try name(&scanner)
            case "team_blocked": identity.teamIsBlocked = try scanner.isSomething()
            case "api_key_blocked": identity.isBlocked = try scanner.isSomething()
            case "api_key_disabled": identity.isDisabled = try scanner.isSomething()
            default: try scanner.skip()
            }
        }
        guard let team else { throw JSONError() }
        identity.team = team
        return identity
    }

    /// An identifier as it may stand in an event: nothing else passes for one.
    private func name(_ scanner: inout JSONScanner) throws(JSONError) -> String? {
        guard let text = try scanner.string(), !text.isEmpty,
            text.utf8.count <= AccountIdentified.identifierBytesMax,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            scrubber.clean(text) == text
        else { return nil }
        return text
    }
}
