import Ledger
import Testing
import XAISimulator

@testable import XAI

@Suite("Whose a key is")
struct KeyIdentityTests {
    private func ask(_ answer: String, acceptsSimulator: Bool = false) async throws -> KeyAnswer {
        try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(answer)
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(server.baseURL, acceptsSimulator: acceptsSimulator)
            let answer = await client.identity(of: Calls.credential)
            await client.shutdown()
            return answer
        }
    }

    @Test("The question is one GET with the key, and the answer's team is the team")
    func asked() async throws {
        let body = """
            {"redacted_api_key":"xai-...0001","user_id":"u","name":"a \\"key\\"",
             "team_id":"5e7d8bf8-5c4b-4b9a-9a4d-0f0d7a3c1b2e","acls":["api-key:model:*"],
             "api_key_id":"ae1e8841-4326-4c0e-8a8c-1b2d3f4a5b6c","team_blocked":false,
             "api_key_blocked":false,"api_key_disabled":false,"new":{"field":[1,2]}}
            """
        let (answer, seen) = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(200, body: body))
            await wire.closed()
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            let answer = await client.identity(of: Calls.credential)
            await client.shutdown()
            return (answer, server.seen)
        }
        #expect(
            answer
                == .identified(
                    KeyIdentity(
                        team: "5e7d8bf8-5c4b-4b9a-9a4d-0f0d7a3c1b2e",
                        providerKey: "ae1e8841-4326-4c0e-8a8c-1b2d3f4a5b6c")))
        let request = try #require(seen.requests.first)
        #expect(request.line == "GET /v1/api-key HTTP/1.1")
        #expect(request["authorization"] == "Bearer " + Calls.canary)
        #expect(request.body.isEmpty)
    }

    @Test(
        "What is blocked or disabled is said",
        arguments: [
            ("team_blocked", KeyIdentity(team: "t", teamIsBlocked: true)),
            ("api_key_blocked", KeyIdentity(team: "t", isBlocked: true)),
            ("api_key_disabled", KeyIdentity(team: "t", isDisabled: true)),
        ])
    func blocked(field: String, expected: KeyIdentity) async throws {
        let answer = try await ask(
            Answers.http(200, body: "{\"team_id\":\"t\",\"\(field)\":true}"))
        #expect(answer == .identified(expected))
    }

    @Test("A key that the provider does not take is refused, with its words and without the key")
    func refused() async throws {
        for (status, text, reason) in [
            (400, "Incorrect API key provided: \(Calls.canary)", FailureReason.badCredential),
            (401, "no authorization \(Calls.canary)", .badCredential),
            (403, "the team is blocked \(Calls.canary)", .forbidden),
        ] {
            let answer = try await ask(
                Answers.http(status, body: "{\"code\":\"c\",\"error\":\"\(text)\"}"))
            guard case .refused(let found, let words) = answer else {
                Issue.record("\(status) gave \(answer)")
                continue
            }
            #expect(found == reason && !words.contains("CANARY"))
        }
    }

    @Test(
        "Whoever answers no such question leaves it open",
        arguments: [
            Answers.http(404, body: "{\"detail\":\"Not Found\"}"),
            Answers.http(500, body: "oops"), Answers.http(429, body: "{\"error\":\"Too many\"}"),
            Answers.http(200, body: "not JSON"), Answers.http(200, body: "{}"),
            Answers.http(200, body: "{\"team_id\":null}"),
            Answers.http(200, body: "{\"team_id\":\"two words\"}"),
            Answers.http(200, body: "{\"team_id\":\"\(String(repeating: "t", count: 65))\"}"),
            Answers.http(200, body: "{\"team_id\":\"\(Calls.canary)\"}"),
            Answers.http(200, headers: ["x-grok-simulator: 1"], body: "{\"team_id\":\"t\"}"),
            Answers.http(308, headers: ["Location: https://x.test/"], body: ""),
            "",
        ])
    func open(answer: String) async throws {
        let found = try await ScriptedServer.run { wire in
            _ = await wire.request()
            if !answer.isEmpty { try await wire.send(answer) }
        } _: { server in
            let client = try XAIClient.make(server.baseURL)
            let answer = await client.identity(of: Calls.credential)
            await client.shutdown()
            return answer
        }
        guard case .unknown(let sentence) = found else {
            Issue.record("\(answer) gave \(found)")
            return
        }
        #expect(!sentence.isEmpty && !sentence.contains("CANARY"))
    }

    @Test("A key that fits no header is not sent")
    func unsendable() async throws {
        let client = try XAIClient.make("http://127.0.0.1:9/v1")
        guard case .refused(.badCredential, _) = await client.identity(of: Credential("a b"))
        else {
            Issue.record("it was sent")
            return
        }
        await client.shutdown()
    }

    @Test("The simulator says the same team of keys that name one, and refuses wrong ones")
    func simulator() async throws {
        let simulator = try await Simulator.start(SimulatorConfiguration())
        let client = try XAIClient.make(simulator.baseURL, acceptsSimulator: true)
        var teams: [String?] = []
        for key in ["xai-team-red-1", "xai-team-red-2", "xai-team-blue-1", "xai-alone"] {
            guard case .identified(let identity) = await client.identity(of: Credential(key))
            else {
                Issue.record("\(key) is not known")
                continue
            }
            teams.append(identity.team)
        }
        #expect(teams.count == 4 && teams[0] == teams[1] && Set(teams).count == 3)
        guard case .refused(.badCredential, _) = await client.identity(of: Credential("wrong-1"))
        else {
            Issue.record("a wrong key was described")
            return
        }
        await client.shutdown()
        await simulator.stop()
        #expect(simulator.requests.isEmpty && simulator.bill.ticks == 0)
    }
}
