import Foundation
import Testing
import XAISimulator

@Suite("Streams")
struct StreamTests {
    @Test("The deltas of a stream add up to the text of the whole answer")
    func deltas() async throws {
        try await withSimulator { _, client in
            for question in ["What is a fold?", "Was ist ein Faltblatt? 折りたたみ 🪭", "x"] {
                let whole = try await client.complete(ChatBody(question))
                let response = try await client.chat(ChatBody(question, stream: true))
                let chunks = try response.chunks()
                let contents = chunks.compactMap { $0.choices.first?.delta.content }
                #expect(response.headers["content-type"] == "text/event-stream")
                #expect(contents.joined() == whole.content)
                #expect((8...16).contains(contents.count))
                #expect(response.events.last == "[DONE]")
                #expect(response.text.hasSuffix("data: [DONE]\n\n"))
            }
        }
    }

    @Test("A stream names its role first, its finish reason once, and one id throughout")
    func order() async throws {
        try await withSimulator { _, client in
            let chunks = try await client.chat(ChatBody("Order?", stream: true)).chunks()
            #expect(chunks[0].choices[0].delta.role == "assistant")
            #expect(chunks[0].choices[0].delta.reasoningContent?.isEmpty == false)
            #expect(chunks.compactMap { $0.choices.first?.finishReason } == ["stop"])
            #expect(Set(chunks.map(\.id)).count == 1)
            #expect(chunks.allSatisfy { $0.object == "chat.completion.chunk" })
        }
    }

    @Test("Usage comes in a last chunk without choices, and it is the usage of the whole answer")
    func usage() async throws {
        try await withSimulator { _, client in
            let whole = try await client.complete(ChatBody("How much?"))
            let chunks = try await client.chat(ChatBody("How much?", stream: true)).chunks()
            let last = try #require(chunks.last)
            #expect(last.choices.isEmpty)
            #expect(last.usage == whole.usage)
            #expect(chunks.dropLast().allSatisfy { $0.usage == nil && !$0.choices.isEmpty })
        }
    }

    @Test("Usage is left out of a stream that did not ask for it")
    func noUsage() async throws {
        try await withSimulator { _, client in
            var body = ChatBody("How much?", stream: true)
            body.includeUsage = false
            let response = try await client.chat(body)
            let chunks = try response.chunks()
            #expect(chunks.allSatisfy { $0.usage == nil && !$0.choices.isEmpty })
            #expect(response.events.last == "[DONE]")
        }
    }

    @Test("Some streams come in several HTTP chunks that end in the middle of an event")
    func httpChunks() async throws {
        try await withSimulator { simulator, _ in
            var parted = 0
            for number in 1...40 {
                let connection = try RawConnection(port: simulator.port)
                let body = ChatBody("Parted \(number)", stream: true)
                connection.send(body, closing: true)
                let received = connection.readToEnd()
                let chunks = RawConnection.chunks(of: received)
                #expect(chunks.joined().hasSuffix("data: [DONE]\n\n"))
                if chunks.count > 1 { parted += 1 }
                #expect(chunks.count == 1 || !chunks[0].hasSuffix("\n\n"))
            }
            #expect((1...20).contains(parted))
        }
    }

    @Test("A cut stream ends without usage, without [DONE], with the connection, and is billed")
    func cut() async throws {
        try await withSimulator(.init(cutRate: 1)) { simulator, _ in
            var whole: Int64 = 0
            for number in 1...30 {
                let connection = try RawConnection(port: simulator.port)
                connection.send(ChatBody("Cut number \(number)", stream: true))
                let received = connection.readToEnd()
                #expect(received.hasPrefix("HTTP/1.1 200 OK\r\n"))
                #expect(received.contains("transfer-encoding: chunked"))
                #expect(!received.hasSuffix("\r\n0\r\n\r\n"))
                let text = RawConnection.chunks(of: received).joined()
                let complete = text.split(separator: "\n\n", omittingEmptySubsequences: false)
                    .dropLast()
                #expect(text.hasPrefix("data: {"))
                #expect(complete.allSatisfy { !$0.contains("usage") && !$0.contains("[DONE]") })
                let record = try #require(simulator.requests.last)
                #expect(record.fault == "cut")
                #expect(record.ticks > 0)
                whole += record.ticks
            }
            #expect(simulator.bill.attempts == 30)
            #expect(simulator.bill.ticks == whole)
        }
    }

    @Test("A cut stream costs what the same answer costs when it arrives")
    func cutCost() async throws {
        let body = ChatBody("The price of a broken answer", stream: true)
        let whole = try await withSimulator { _, client in
            try await client.complete(ChatBody("The price of a broken answer"))
        }
        try await withSimulator(.init(cutRate: 1)) { simulator, client in
            await #expect(throws: (any Error).self) { try await client.chat(body) }
            #expect(simulator.bill.ticks == whole.usage.costInUsdTicks)
        }
    }

    @Test("Only streams are cut")
    func wholeAnswersAreNotCut() async throws {
        try await withSimulator(.init(cutRate: 1)) { simulator, client in
            let response = try await client.chat(ChatBody("Whole"))
            #expect(response.status == 200)
            #expect(simulator.requests[0].fault == nil)
        }
    }
}
