import Foundation
import Testing
import XAISimulator

@Suite("Keys")
struct KeyTests {
    @Test("A missing or malformed authorization is refused with 401")
    func missing() async throws {
        try await withSimulator { _, client in
            for value in [nil, "", "Bearer", "Bearer   ", "Basic abcdefgh"] {
                var headers = ["Content-Type": "application/json"]
                headers["Authorization"] = value
                let response = try await client.post(ChatBody("Hello").data, headers: headers)
                #expect(response.status == 401)
                #expect(response.text.hasPrefix("{\"error\":\""))
                let models = try await client.get("/v1/models", headers: headers)
                #expect(models.status == 401)
            }
        }
    }

    @Test("A wrong key is refused with 400 and a text that shows its ends only")
    func wrong() async throws {
        try await withSimulator { simulator, _ in
            let client = Client(simulator.port, key: "ab-a-wrong-key-yz")
            for response in [
                try await client.chat(ChatBody("Hello")), try await client.get("/v1/models"),
            ] {
                let error: ErrorBody = try response.decoded()
                #expect(response.status == 400)
                #expect(error.error.hasPrefix("Incorrect API key provided: ab***yz."))
            }
        }
    }

    @Test("An exhausted key is refused with 429 and the text about credits")
    func exhausted() async throws {
        try await withSimulator { simulator, _ in
            let response = try await Client(simulator.port, key: "an-exhausted-key")
                .chat(ChatBody("Hello"))
            let error: ErrorBody = try response.decoded()
            #expect(response.status == 429)
            #expect(response.headers["retry-after"] == nil)
            #expect(
                error.error.contains(
                    "has either used all available credits or reached its monthly spending limit"))
        }
    }

    @Test("A blocked key is refused with 403, and describes itself as blocked")
    func blocked() async throws {
        try await withSimulator { simulator, _ in
            let client = Client(simulator.port, key: "a-blocked-key")
            let response = try await client.chat(ChatBody("Hello"))
            #expect(response.status == 403)
            let described = try await client.get("/v1/api-key")
            #expect(described.text.contains("\"api_key_blocked\":true"))
        }
    }

    @Test("A key without capacity is refused twice with 429, and then answered")
    func capacity() async throws {
        try await withSimulator { simulator, _ in
            let client = Client(simulator.port, key: "a-capacity-key")
            var statuses: [Int] = []
            for _ in 1...4 {
                let response = try await client.chat(ChatBody("Hello"))
                statuses.append(response.status)
                if response.status == 429 {
                    #expect(response.text.contains("temporarily at capacity"))
                }
            }
            #expect(statuses == [429, 429, 200, 200])
        }
    }

    @Test("A key is described with its team and its end, and every key has a team of its own")
    func described() async throws {
        struct Key: Decodable {
            let redactedApiKey: String
            let teamId: String
            let apiKeyId: String
            let acls: [String]
            let teamBlocked: Bool
            let apiKeyBlocked: Bool
            let apiKeyDisabled: Bool
        }
        try await withSimulator { simulator, client in
            let first: Key = try await client.get("/v1/api-key").decoded()
            let again: Key = try await client.get("/v1/api-key").decoded()
            let second: Key = try await Client(simulator.port, key: "xai-another-key-0002")
                .get("/v1/api-key").decoded()
            #expect(first.redactedApiKey == "xai-...0001")
            #expect(UUID(uuidString: first.teamId) != nil)
            #expect(first.teamId == again.teamId && first.apiKeyId == again.apiKeyId)
            #expect(first.teamId != second.teamId && first.apiKeyId != second.apiKeyId)
            #expect(!first.teamBlocked && !first.apiKeyBlocked && !first.apiKeyDisabled)
            #expect(!first.acls.isEmpty)
        }
    }

    @Test(
        "No reply, no log and no bill shows a whole key",
        arguments: ["xai-secret-0123456789", "wrong-secret-0123", "blocked-secret-01", "abcd", "z"])
    func secret(key: String) async throws {
        try await withSimulator(.init(requestsPerMinute: 2)) { simulator, _ in
            let client = Client(simulator.port, key: key)
            var texts: [String] = []
            for _ in 1...3 { texts.append(try await client.chat(ChatBody("Hello 1")).text) }
            texts.append(try await client.chat(ChatBody("1", model: "grok-none")).text)
            texts.append(try await client.get("/v1/api-key").text)
            #expect(texts.allSatisfy { key.count == 1 || !$0.contains(key) })
            for row in simulator.bill.rows {
                #expect(row.key == "…" + key.suffix(min(4, key.count / 2)))
                #expect(row.keySHA256.count == 16)
            }
            #expect(simulator.requests.allSatisfy { $0.key?.contains(key) == false })
        }
    }

    @Test("A key's digest is the beginning of its SHA-256")
    func digest() async throws {
        try await withSimulator { simulator, _ in
            _ = try await Client(simulator.port, key: "abc").chat(ChatBody("Hello"))
            #expect(simulator.requests[0].keySHA256 == "ba7816bf8f01cfea")
            #expect(simulator.bill.rows[0].keySHA256 == "ba7816bf8f01cfea")
        }
    }
}
