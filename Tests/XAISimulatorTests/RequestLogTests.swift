import Foundation
import Testing

@testable import XAISimulator

@Suite("The log of requests")
struct RequestLogTests {
    @Test("A request is logged with its key's end, conversation, texts, times and price")
    func record() async throws {
        try await withSimulator(.init(latencyMs: 5)) { simulator, client in
            let before = Int64(Date().timeIntervalSince1970 * 1_000_000)
            let body = ChatBody([("system", "Brief."), ("user", "Größe? \"漢\"")], model: "grok-4")
            let response = try await client.chat(body, headers: ["x-grok-conv-id": "conv-7"])
            let completion: Completion = try response.decoded()
            let after = Int64(Date().timeIntervalSince1970 * 1_000_000)
            let record = try #require(try await client.requests().requests.first)
            let finished = try #require(record.finishedAtUs)
            #expect(record.number == 1)
            #expect(record.key == "…0001")
            #expect(record.keySha256?.count == 16)
            #expect(record.model == "grok-4")
            #expect(record.conversation == "conv-7")
            #expect(!record.stream)
            #expect(record.status == 200)
            #expect(record.fault == nil)
            #expect(record.ticks == completion.usage.costInUsdTicks)
            #expect(
                record.messages == [
                    .init(role: "system", content: "Brief."),
                    .init(role: "user", content: "Größe? \"漢\""),
                ])
            #expect(before <= record.arrivedAtUs && finished <= after)
            #expect(finished - record.arrivedAtUs >= 4_990)
        }
    }

    @Test("Arrivals have one order, by number and by both clocks")
    func order() async throws {
        try await withSimulator { simulator, client in
            for number in 1...20 { _ = try await client.chat(ChatBody("\(number)")) }
            let log = try await client.requests()
            #expect(log.requests.map(\.number) == Array(1...20))
            #expect(log.dropped == 0)
            let monotonic = log.requests.map(\.monotonicUs)
            #expect(monotonic == monotonic.sorted())
            #expect(simulator.requests.map(\.monotonicUs) == monotonic)
        }
    }

    @Test("The texts can be left out of the log's listing")
    func withoutTexts() async throws {
        try await withSimulator { _, client in
            _ = try await client.chat(ChatBody("A text to leave out"))
            let with = try await client.get("/_simulator/requests")
            let without = try await client.get("/_simulator/requests?texts=0")
            #expect(with.text.contains("A text to leave out"))
            #expect(!without.text.contains("A text to leave out"))
            #expect(!without.text.contains("\"messages\""))
        }
    }

    @Test("Asking for models, bill and requests is neither logged nor billed")
    func inspection() async throws {
        try await withSimulator { simulator, client in
            for path in ["/v1/models", "/_simulator/bill", "/_simulator/requests"] {
                _ = try await client.get(path, headers: [:])
            }
            #expect(simulator.requests.isEmpty)
            #expect(simulator.bill.refused == 0)
        }
    }

    @Test("Beyond its limit the log drops the oldest requests and says how many")
    func recordLimit() {
        var log = RequestLog(recordsMax: 8, textBytesMax: 1_000)
        for number in 1...100 {
            log.append(Self.record(number))
            log.setMessages([.init(role: "user", content: "0123456789")], of: number)
            log.update(number) { $0.status = number }
            #expect(log.records.count <= 8)
            #expect(log.dropped + log.records.count == number)
            #expect(log.records.last?.status == number)
            #expect(log.records.map(\.number) == Array((log.dropped + 1)...number))
        }
        log.update(1) { $0.status = 7 }
        #expect(!log.records.contains { $0.status == 7 })
    }

    @Test("Beyond the limit on texts the oldest requests lose theirs, and only theirs")
    func textLimit() {
        var random = TestRandom("texts of the log")
        for _ in 1...50 {
            let most = Int.random(in: 10...200, using: &random)
            var log = RequestLog(recordsMax: 20, textBytesMax: most)
            for number in 1...60 {
                log.append(Self.record(number))
                let size = Int.random(in: 0...40, using: &random)
                log.setMessages(
                    [.init(role: "user", content: String(repeating: "x", count: size))], of: number)
                let sizes = log.records.map { $0.messages?[0].content.utf8.count }
                let kept = sizes.compactMap(\.self)
                #expect(kept.reduce(0, +) <= most, "seed \(random.seed)")
                #expect(Array(sizes.suffix(kept.count)) == kept.map(Optional.some))
            }
        }
    }

    private static func record(_ number: Int) -> RequestRecord {
        RequestRecord(
            number: number, arrivedAtUs: 0, monotonicUs: 0, key: nil, keySHA256: nil,
            conversation: nil)
    }
}
