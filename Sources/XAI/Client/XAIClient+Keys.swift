import AsyncHTTPClient
import Ledger
import NIOCore
import NIOHTTP1

extension XAIClient: KeyDirectory {
    /// The longest wait for an answer: nobody's run may hang on it.
    private static let keySeconds: Int64 = 5

    package func identity(of credential: Credential) async -> KeyAnswer {
        guard credential.fitsHeader else {
            return .refused(.badCredential, "the key is empty or has characters that no key has")
        }
        var request = HTTPClientRequest(url: configuration.base.apiKey)
        request.headers = HTTPHeaders([
            ("Authorization", credential.withUnredactedSecret { "Bearer " + $0 }),
            ("Accept", "application/json"),
            ("User-Agent", "grok/" + configuration.version),
        ])
        let reader = KeyIdentityReader(
            scrubber: SecretScrubber(credential, others: configuration.credentials))
        do {
            let response = try await http.execute(request, timeout: .seconds(Self.keySeconds))
            guard
                configuration.acceptsSimulator
                    || !response.headers.contains(name: "x-grok-simulator")
            else { return .unknown("a simulator answered where the provider was meant") }
            let body = try await response.body.collect(upTo: KeyIdentityReader.bytesMax)
            return reader.answer(status: Int(response.status.code), body: Array(buffer: body))
        } catch {
            return .unknown(route.sentence(for: error))
        }
    }
}
