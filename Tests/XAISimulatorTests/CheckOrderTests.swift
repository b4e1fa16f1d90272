import Foundation
import Testing
import XAISimulator

@Suite("Checks before generation")
struct CheckOrderTests {
    private static let unknownModel = ChatBody("Hello", model: "grok-none")

    @Test(
        "A body that is no JSON is refused with 400 in plain text, whoever asks",
        arguments: ["", "{", "nonsense", "{\"model\":\"grok-4\",}", "{} {}", "\"\\ud800\""])
    func notJSON(body: String) async throws {
        try await withSimulator { _, client in
            let response = try await client.post(
                Data(body.utf8), headers: ["Content-Type": "application/json"])
            #expect(response.status == 400)
            #expect(response.headers["content-type"]?.hasPrefix("text/plain") == true)
            #expect(response.text.hasPrefix("Failed to parse the request body as JSON: "))
        }
    }

    @Test(
        "JSON of the wrong types is refused with 422 in plain text, before the model is looked at",
        arguments: [
            ("[]", "body: invalid type: an array, expected an object"),
            ("{\"messages\":[]}", "missing field `model`"),
            ("{\"model\":7,\"messages\":[]}", "model: invalid type: an integer"),
            ("{\"model\":\"none\"}", "missing field `messages`"),
            ("{\"model\":\"none\",\"messages\":{}}", "messages: invalid type: an object"),
            ("{\"model\":\"none\",\"messages\":[1]}", "messages[0]: invalid type: an integer"),
            ("{\"model\":\"none\",\"messages\":[{}]}", "messages[0]: missing field `role`"),
            (
                "{\"model\":\"none\",\"messages\":[{\"role\":\"bard\"}]}",
                "messages[0].role: unknown variant `bard`"
            ),
            (
                "{\"model\":\"none\",\"messages\":[{\"role\":\"user\",\"content\":1}]}",
                "messages[0].content: invalid type: an integer"
            ),
            (
                "{\"model\":\"none\",\"messages\":[],\"stream\":\"yes\"}",
                "stream: invalid type: a string, expected a boolean"
            ),
            (
                "{\"model\":\"none\",\"messages\":[],\"max_completion_tokens\":1.5}",
                "max_completion_tokens: invalid type: a number"
            ),
            (
                "{\"model\":\"none\",\"messages\":[],\"response_format\":{\"type\":\"xml\"}}",
                "response_format.type: unknown variant `xml`"
            ),
            (
                "{\"model\":\"none\",\"messages\":[],\"response_format\":"
                    + "{\"type\":\"json_schema\"}}",
                "missing field `json_schema`"
            ),
        ])
    func wrongTypes(body: String, reason: String) async throws {
        try await withSimulator { _, client in
            let response = try await client.post(Data(body.utf8))
            #expect(response.status == 422)
            #expect(response.headers["content-type"]?.hasPrefix("text/plain") == true)
            #expect(response.text.contains(reason), "\(response.text)")
        }
    }

    @Test("An unknown model is refused with 404 before the key is looked at")
    func modelBeforeKey() async throws {
        try await withSimulator { _, client in
            let response = try await client.post(
                Self.unknownModel.data, headers: ["Content-Type": "application/json"])
            let error: ErrorBody = try response.decoded()
            #expect(response.status == 404)
            #expect(error.code == "not-found")
            #expect(error.error.hasPrefix("The model grok-none does not exist or your team "))
            #expect(error.error.contains(" does not have access to it"))
        }
    }

    @Test("The key is looked at before the limit, and the limit before the arguments")
    func keyBeforeLimitBeforeArguments() async throws {
        try await withSimulator(.init(requestsPerMinute: 1)) { simulator, client in
            let wrong = Client(simulator.port, key: "a-wrong-key")
            let statuses = [
                try await wrong.chat(ChatBody("Hello")).status,
                try await wrong.chat(ChatBody("Hello")).status,
                try await client.chat(ChatBody([])).status,
                try await client.chat(ChatBody([])).status,
            ]
            #expect(statuses == [400, 400, 400, 429])
        }
    }

    @Test(
        "Arguments out of range are refused with 400 and a sentence",
        arguments: [
            (["messages": [] as [Int]], "At least one message is required."),
            (["n": 2], "n must be 1, not 2."), (["max_completion_tokens": 0], "at least 1, not 0"),
            (["temperature": 2.5], "between 0 and 2"),
            (["model": "grok-4", "reasoning_effort": "high"], "reasoning_effort"),
        ] as [([String: any Sendable], String)])
    func arguments(changed: [String: any Sendable], reason: String) async throws {
        try await withSimulator { _, client in
            let message = ["role": "user", "content": "Hello"]
            let base: [String: Any] = ["model": "grok-3-fast", "messages": [message]]
            let body = ChatBody.json(base.merging(changed) { $1 })
            let response = try await client.post(body)
            let error: ErrorBody = try response.decoded()
            #expect(response.status == 400)
            #expect(error.error.contains(reason), "\(error.error)")
        }
    }

    @Test("A prompt longer than the model's window is refused with 400 and both numbers")
    func promptTooLong() async throws {
        try await withSimulator { _, client in
            let text = String(repeating: "word ", count: 131_072)
            let response = try await client.chat(ChatBody(text, model: "grok-3-fast"))
            let error: ErrorBody = try response.decoded()
            let tokens = text.utf8.count / 4 + 8
            #expect(response.status == 400)
            #expect(error.error.contains("maximum prompt length is 131072"))
            #expect(error.error.contains("contains \(tokens) tokens"))
        }
    }

    @Test("A body that is not announced as JSON is refused with 415")
    func contentType() async throws {
        try await withSimulator { _, client in
            let response = try await client.post(
                ChatBody("Hello").data, headers: ["Content-Type": "text/plain"])
            #expect(response.status == 415)
        }
    }

    @Test("A body over the limit is refused with 413 without being kept")
    func bodyTooLarge() async throws {
        try await withSimulator { simulator, _ in
            let connection = try RawConnection(port: simulator.port)
            let length = SimulatorLimits.bodyBytes + 1
            let head = """
                POST /v1/chat/completions HTTP/1.1\r
                Host: 127.0.0.1\r
                Connection: close\r
                Content-Length: \(length)\r
                \r

                """
            connection.send(Data(head.utf8))
            connection.send(Data(repeating: 0x20, count: length))
            #expect(connection.readToEnd().hasPrefix("HTTP/1.1 413"))
            #expect(simulator.requests[0].fault == "body-too-large")
        }
    }

    @Test("Nothing that is refused before generation costs anything, and all of it is counted")
    func free() async throws {
        try await withSimulator { simulator, client in
            _ = try await client.post(Data("{".utf8))
            _ = try await client.post(Data("{}".utf8))
            _ = try await client.chat(Self.unknownModel)
            _ = try await client.chat(ChatBody([]))
            _ = try await Client(simulator.port, key: "blocked").chat(ChatBody("Hello"))
            let bill = try await client.bill()
            #expect(bill.total == .init(attempts: 0, ticks: 0, refused: 5))
            #expect(bill.byKeyAndModel.map(\.refused).reduce(0, +) == 2)
            #expect(simulator.requests.map(\.status) == [400, 422, 404, 400, 403])
            #expect(simulator.requests.allSatisfy { $0.finishedAtUs != nil && $0.ticks == 0 })
        }
    }

    @Test("A HEAD request gets no body, so that its connection stays usable")
    func head() async throws {
        try await withSimulator { simulator, _ in
            let connection = try RawConnection(port: simulator.port)
            let request = "HEAD /v1/models HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
            connection.send(Data(request.utf8))
            connection.send(ChatBody("After the head"), closing: true)
            let received = connection.readToEnd()
            #expect(received.hasPrefix("HTTP/1.1 404"))
            #expect(received.contains("\r\n\r\nHTTP/1.1 200 OK\r\n"))
        }
    }

    @Test("A path that does not exist and a wrong method are refused with 404")
    func noSuchPath() async throws {
        try await withSimulator { simulator, client in
            let statuses = [
                try await client.get("/v1/nothing").status,
                try await client.get("/v1/chat/completions").status,
                try await client.post(Data("{}".utf8), to: "/v1/models").status,
            ]
            #expect(statuses == [404, 404, 404])
            #expect(simulator.requests.isEmpty)
        }
    }
}
