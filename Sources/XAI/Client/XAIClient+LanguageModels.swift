import AsyncHTTPClient
import Ledger
import NIOCore
import NIOHTTP1

extension XAIClient {
    /// The longest wait for the list.
    private static let listSeconds: Int64 = 30

    /// The models that the provider serves to this account, with their prices.
    package func languageModels(
        _ credential: Credential
    ) async throws(LanguageModelsError) -> [LanguageModel] {
        guard credential.fitsHeader else {
            throw .refused("the key is empty or has characters that no key has")
        }
        let (status, body) = try await list(credential)
        guard (200..<300).contains(status) else {
            let error = ErrorBody.read(body)
            let scrubber = SecretScrubber(credential, others: configuration.credentials)
            let words = scrubber.clean(error.text, bytesMax: 300)
            let sentence =
                "the provider answered with HTTP \(status)"
                + (words.isEmpty ? "" : ": " + words)
            switch Refusal.reason(status: status, error: error) {
            case .badCredential, .forbidden, .noCredit: throw .refused(sentence)
            default: throw .unavailable(sentence)
            }
        }
        return try LanguageModelsReader.read(body)
    }

    private func list(
        _ credential: Credential
    ) async throws(LanguageModelsError) -> (status: Int, body: [UInt8]) {
        // The base URL ends where the path of an endpoint begins.
        let base = configuration.base.chatCompletions.dropLast("/chat/completions".count)
        var request = HTTPClientRequest(url: base + "/language-models")
        request.headers = HTTPHeaders([
            ("Authorization", credential.withUnredactedSecret { "Bearer " + $0 }),
            ("Accept", "application/json"),
            ("User-Agent", "grok/" + configuration.version),
        ])
        do {
            let response = try await http.execute(request, timeout: .seconds(Self.listSeconds))
            guard
                configuration.acceptsSimulator
                    || !response.headers.contains(name: "x-grok-simulator")
            else {
                throw LanguageModelsError.unavailable(
                    "a simulator answered where the provider was meant")
            }
            let body = try await response.body.collect(upTo: LanguageModelsReader.bytesMax)
            return (Int(response.status.code), Array(buffer: body))
        } catch let error as LanguageModelsError {
            throw error
        } catch {
            throw .unavailable(route.sentence(for: error))
        }
    }
}
