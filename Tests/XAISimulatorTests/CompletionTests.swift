import Foundation
import Testing
import XAISimulator

@Suite("Chat completions")
struct CompletionTests {
    @Test("An answer has the provider's shape and the model that was asked for")
    func shape() async throws {
        try await withSimulator { _, client in
            let response = try await client.chat(ChatBody("What is a ledger?", model: "grok-4"))
            let completion: Completion = try response.decoded()
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "application/json")
            #expect(UUID(uuidString: completion.id) != nil)
            #expect(completion.object == "chat.completion")
            #expect(completion.created > 1_700_000_000)
            #expect(completion.model == "grok-4")
            #expect(completion.systemFingerprint.hasPrefix("fp_"))
            #expect(completion.choices.count == 1)
            #expect(completion.choices[0].message.role == "assistant")
            #expect(completion.choices[0].message.refusal == nil)
            #expect(completion.choices[0].message.reasoningContent?.isEmpty == false)
            #expect(completion.finishReason == "stop")
        }
    }

    @Test("An answer is readable Markdown of moderate length about the question")
    func text() async throws {
        try await withSimulator { _, client in
            for number in 1...20 {
                let question = "Explain idea number \(number) of the orchestration"
                let completion = try await client.complete(ChatBody(question))
                #expect(completion.content.contains(question))
                #expect((300...1_500).contains(completion.content.utf8.count))
            }
        }
    }

    @Test("A request whose system message says it merges results gets a document")
    func aggregation() async throws {
        try await withSimulator { _, client in
            let body = ChatBody(
                [("system", "You merge results into one text."), ("user", "Task: Build a boat")],
                model: "grok-4")
            let completion = try await client.complete(body)
            #expect(completion.content.hasPrefix("# Build a boat\n"))
            #expect(completion.content.contains("\n## Result\n"))
            #expect((2_000...3_000).contains(completion.usage.totalTokens))
        }
    }

    @Test("Every reply names the simulator and has a request id of its own")
    func headers() async throws {
        try await withSimulator { _, client in
            var ids: Set<String> = []
            let responses = [
                try await client.chat(ChatBody("Hello")), try await client.chat(ChatBody("Hello")),
                try await client.chat(ChatBody("Hello", stream: true)),
                try await client.chat(ChatBody("Hello", model: "grok-none")),
                try await client.get("/v1/models"), try await client.get("/nowhere"),
                try await client.get("/_simulator/bill"),
            ]
            for response in responses {
                #expect(response.headers["x-grok-simulator"] == "1")
                let id = try #require(response.headers["x-request-id"])
                #expect(UUID(uuidString: id) != nil)
                ids.insert(id)
            }
            #expect(ids.count == responses.count)
        }
    }

    @Test("Only a success has the rate-limit headers, and they count down")
    func rateHeaders() async throws {
        try await withSimulator(.init(requestsPerMinute: 7)) { _, client in
            let first = try await client.chat(ChatBody("One")).headers
            let second = try await client.chat(ChatBody("Two")).headers
            #expect(first["x-ratelimit-limit-requests"] == "7")
            #expect(first["x-ratelimit-remaining-requests"] == "6")
            #expect(second["x-ratelimit-remaining-requests"] == "5")
            #expect(first["x-ratelimit-limit-tokens"] != nil)
            #expect(first["x-ratelimit-remaining-tokens"] != nil)
            let refused = try await client.chat(ChatBody("Three", model: "grok-none")).headers
            #expect(refused["x-ratelimit-limit-requests"] == nil)
        }
    }

    @Test("Content may come in parts, and null content is no content")
    func parts() async throws {
        try await withSimulator { simulator, client in
            let data = ChatBody.json([
                "model": "grok-3-fast",
                "messages": [
                    ["role": "assistant", "content": nil] as [String: Any?],
                    [
                        "role": "user",
                        "content": [
                            ["type": "text", "text": "First part"],
                            ["type": "text", "text": "second part"],
                        ],
                    ],
                ],
            ])
            let response = try await client.post(data)
            #expect(response.status == 200)
            let messages = try #require(simulator.requests[0].messages)
            #expect(messages.map(\.content) == ["", "First part\nsecond part"])
        }
    }

    @Test("A body of two megabytes in several languages arrives whole and is answered")
    func largeBody() async throws {
        try await withSimulator { simulator, client in
            let text = String(repeating: "漢字とかな und Umlaute äöü \"quoted\"\n", count: 40_000)
            let completion = try await client.complete(ChatBody(text, model: "grok-4-fast"))
            #expect(completion.usage.promptTokens == text.utf8.count / 4 + 8)
            #expect(simulator.requests[0].messages?[0].content == text)
        }
    }

    @Test("A client that asks before it sends its body is told to go on")
    func expectation() async throws {
        try await withSimulator { simulator, _ in
            let connection = try RawConnection(port: simulator.port)
            let body = ChatBody("Expected").data
            let head = """
                POST /v1/chat/completions HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer xai-test-key-0001\r
                Content-Type: application/json\r
                Content-Length: \(body.count)\r
                Expect: 100-continue\r
                Connection: close\r
                \r

                """
            connection.send(Data(head.utf8) + body)
            let received = connection.readToEnd()
            #expect(received.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("Sixty-four requests at once are all answered")
    func concurrency() async throws {
        try await withSimulator { simulator, client in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        try await client.chat(
                            ChatBody("Question \(number)", stream: number % 2 == 0)
                        ).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 64))
            #expect(simulator.bill.attempts == 64)
            #expect(simulator.requests.map(\.number) == Array(1...64))
        }
    }
}
