import Foundation
import Testing

@testable import XAISimulator

@Suite("The limit per key")
struct LimitTests {
    @Test("In no window are there more admitted requests than the limit, for random arrivals")
    func slidingWindow() {
        var random = TestRandom("sliding window")
        for _ in 1...200 {
            let limit = Int.random(in: 1...12, using: &random)
            let windowUs = Int64.random(in: 1...1_000, using: &random)
            var window = RateWindow()
            var nowUs: Int64 = 0
            var admitted: [Int64] = []
            for _ in 1...300 {
                nowUs += Int64.random(in: 0...(windowUs / 4 + 1), using: &random)
                let inside = admitted.filter { $0 > nowUs - windowUs }
                switch window.admit(at: nowUs, limit: limit, windowUs: windowUs) {
                case .admitted(let used):
                    #expect(inside.count < limit, "seed \(random.seed)")
                    #expect(used == inside.count + 1, "seed \(random.seed)")
                    admitted.append(nowUs)
                case .refused(let retryAfterUs):
                    #expect(inside.count == limit, "seed \(random.seed)")
                    let oldest = admitted[admitted.count - limit]
                    #expect(nowUs + retryAfterUs == oldest + windowUs, "seed \(random.seed)")
                }
            }
        }
    }

    @Test("Over the limit a request is refused with 429, the rate text and Retry-After, for free")
    func refused() async throws {
        try await withSimulator(.init(requestsPerMinute: 3)) { simulator, client in
            for number in 1...3 {
                let response = try await client.chat(ChatBody("\(number)"))
                #expect(response.status == 200)
            }
            let response = try await client.chat(ChatBody("4"))
            let error: ErrorBody = try response.decoded()
            let retryAfter = try #require(response.headers["retry-after"].flatMap { Int($0) })
            #expect(response.status == 429)
            #expect((1...60).contains(retryAfter))
            #expect(error.error.hasPrefix("Too many requests for team "))
            #expect(error.error.contains(" and model grok-3-fast. "))
            #expect(error.error.contains("Requests per Minute (actual/limit): 3/3"))
            #expect(simulator.bill.attempts == 3)
            #expect(simulator.bill.refused == 1)
            #expect(simulator.requests[3].fault == "rate-limit")
        }
    }

    @Test("Every key has a limit of its own, over all models")
    func perKey() async throws {
        try await withSimulator(.init(requestsPerMinute: 2)) { simulator, _ in
            for key in ["key-of-account-1111", "key-of-account-2222"] {
                let client = Client(simulator.port, key: key)
                let statuses = [
                    try await client.chat(ChatBody("1", model: "grok-4")).status,
                    try await client.chat(ChatBody("2", model: "grok-3")).status,
                    try await client.chat(ChatBody("3", model: "grok-3-fast")).status,
                ]
                #expect(statuses == [200, 200, 429])
            }
        }
    }

    @Test("The limit scales with the window")
    func scaled() {
        let limits = [
            SimulatorConfiguration(requestsPerMinute: 300, windowMs: 5_000).requestsPerWindow,
            SimulatorConfiguration(requestsPerMinute: 60).requestsPerWindow,
            SimulatorConfiguration(requestsPerMinute: 1, windowMs: 10).requestsPerWindow,
            SimulatorConfiguration().requestsPerWindow,
        ]
        #expect(limits == [25, 60, 1, nil])
    }

    @Test("By the arrivals in the log, no window of a busy key holds more than its limit")
    func arrivals() async throws {
        let windowMs = 100
        let configuration = SimulatorConfiguration(requestsPerMinute: 3_000, windowMs: windowMs)
        try await withSimulator(configuration) { simulator, client in
            var number = 0
            while simulator.bill.attempts < 25 {
                number += 1
                _ = try await client.chat(ChatBody("\(number)"))
            }
            let admitted = simulator.requests.filter { $0.status == 200 }.map(\.monotonicUs)
            for (first, sixth) in zip(admitted, admitted.dropFirst(5)) {
                #expect(sixth - first >= Int64(windowMs) * 1_000)
            }
        }
    }
}
