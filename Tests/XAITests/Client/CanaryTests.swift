import Ledger
import Testing

@testable import XAI

@Suite("Keys that a server gives back")
struct CanaryTests {
    /// What an ill-mannered server makes of the key it was sent.
    private static let echoes: [@Sendable (String) -> String] = [
        { Answers.http(400, body: "{\"error\":\"Incorrect API key provided: \($0)\"}") },
        { Answers.http(401, body: "{\"code\":\"\($0)\",\"error\":\"\($0) is wrong\"}") },
        { Answers.http(429, body: "{\"error\":{\"message\":\"m\",\"type\":\"Bearer \($0)\"}}") },
        { Answers.http(422, type: "text/plain", body: "Authorization: Bearer \($0)") },
        { Answers.http(502, type: "text/html", body: "<html><h1>\($0)</h1></html>") },
        { Answers.http(500, headers: ["x-request-id: \($0)"], body: "{\"a\":\"\($0)\"}") },
        { Answers.http(200, body: "{\"error\":\"no \($0)\"}") },
        { Answers.http(200, body: "not JSON \($0)") },
        { Answers.http(200, type: "text/event-stream", body: "data: {\"error\":\"\($0)\"}\n\n") },
        { Answers.http(200, type: "text/event-stream", body: "data: {\($0)\n\n") },
        { Answers.http(308, headers: ["Location: https://x/\($0)"], body: $0) },
        { "HTTP/1.1 \($0)\r\n\r\n" },
    ]

    @Test("No result shows the key, in whatever shape the server sends it back")
    func results() async throws {
        for echo in Self.echoes {
            let (result, client) = try await ScriptedServer.run { wire in
                let request = await wire.request()
                let key = request?["authorization"]?.split(separator: " ").last.map(String.init)
                try await wire.send(echo(key ?? ""))
            } _: { server in
                let client = try XAIClient.make(server.baseURL)
                return (await client.ask(), client)
            }
            #expect(result.answer == nil)
            var dumped = ""
            dump(result, to: &dumped)
            dump(client, to: &dumped)
            for text in [dumped, "\(result)", String(reflecting: result), "\(client)"] {
                #expect(!text.contains("CANARY"), "\(text)")
            }
        }
    }

    @Test("Nothing that holds the key shows it while an attempt is under way")
    func types() throws {
        let request = Calls.request()
        let reader = AnswerReader.make()
        let state = ExchangeState.make(.documented)
        var dumped = "\(request) \(reader) \(state)" + String(reflecting: [Calls.credential])
        dump(request, to: &dumped)
        dump(reader, to: &dumped)
        dump(state, to: &dumped)
        // The scrubber inside holds the key as bytes.
        let bytes = Array(Calls.canary.utf8).map(String.init).joined(separator: ", ")
        #expect(!dumped.contains("CANARY") && !dumped.contains(bytes.prefix(40)))
        #expect(!dumped.contains("- 67\n"))
    }
}
