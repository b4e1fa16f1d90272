import Foundation
import Testing

@testable import XAISimulator

@Suite("The limit per team")
struct TeamTests {
    @Test("Keys that name the same team share its limit, other keys have their own")
    func shared() async throws {
        try await withSimulator(.init(requestsPerMinute: 3)) { simulator, _ in
            var statuses: [Int] = []
            for key in ["xai-team-red-1", "xai-team-red-2", "xai-team-red-1", "xai-team-red-2"] {
                statuses.append(
                    try await Client(simulator.port, key: key).chat(ChatBody("Hello")).status)
            }
            #expect(statuses == [200, 200, 200, 429])
            for key in ["xai-team-blue-1", "xai-team-", "xai-alone"] {
                let response = try await Client(simulator.port, key: key).chat(ChatBody("Hello"))
                #expect(response.status == 200)
            }
        }
    }

    @Test("Keys of one team have names of their own and are billed apart")
    func apart() {
        let first = Credential(secret: "xai-team-red-1")
        let second = Credential(secret: "xai-team-red-2")
        #expect(first.teamID == second.teamID)
        #expect(first.keyID != second.keyID && first.fingerprint != second.fingerprint)
        #expect(first.teamID != Credential(secret: "xai-team-redder-1").teamID)
        #expect(UUID(uuidString: first.teamID) != nil)
    }

    @Test("A disabled key is refused with 403, and describes itself as disabled")
    func disabled() async throws {
        try await withSimulator { simulator, _ in
            let client = Client(simulator.port, key: "a-disabled-key")
            #expect(try await client.chat(ChatBody("Hello")).status == 403)
            let described = try await client.get("/v1/api-key").text
            #expect(described.contains("\"api_key_disabled\":true"))
            #expect(described.contains("\"api_key_blocked\":false"))
        }
    }
}
