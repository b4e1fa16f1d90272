import Foundation
import Testing
import XAISimulator

@Suite("Injected faults")
struct FaultTests {
    @Test("Errors come in all six kinds, each in a shape and text of the provider")
    func errors() async throws {
        let configuration = SimulatorConfiguration(errorRate: 1, retryAfterSeconds: 7)
        try await withSimulator(configuration) { simulator, client in
            var kinds: Set<String> = []
            for number in 1...80 {
                let response = try await client.chat(
                    ChatBody("\(number)", stream: number % 2 == 0))
                let fault = try #require(simulator.requests.last?.fault)
                kinds.insert(fault)
                let retryAfter = fault == "injected-429-retry-after" ? "7" : nil
                #expect(response.headers["retry-after"] == retryAfter)
                #expect(fault.contains("\(response.status)"))
                #expect(Self.isInShape(response, fault), "\(fault): \(response.text)")
            }
            #expect(kinds.count == 6)
            #expect(simulator.bill.attempts == 0)
            #expect(simulator.bill.refused == 80)
        }
    }

    private static func isInShape(_ response: Client.Response, _ fault: String) -> Bool {
        switch fault {
        case "injected-429-retry-after", "injected-429":
            response.text.contains("Too many requests for team ")
                && response.text.hasPrefix("{\"code\":\"")
        case "injected-429-capacity": response.text.contains("is temporarily at capacity")
        case "injected-500": response.text.hasPrefix("{\"error\":{\"message\":\"")
        case "injected-502":
            response.headers["content-type"] == "text/html" && response.text.hasPrefix("<html>")
        case "injected-503": response.text.hasPrefix("{\"code\":\"")
        default: false
        }
    }

    @Test("About as many requests fail as the rate says")
    func rate() async throws {
        var random = TestRandom("rate of errors")
        try await withSimulator(.init(seed: random.next(), errorRate: 0.2)) { simulator, client in
            for number in 1...400 { _ = try await client.chat(ChatBody("Number \(number)")) }
            #expect((40...130).contains(simulator.bill.refused), "seed \(random.seed)")
        }
    }

    @Test("The same request asked again and again succeeds in the end")
    func retry() async throws {
        var random = TestRandom("retries")
        try await withSimulator(.init(seed: random.next(), errorRate: 0.7)) { simulator, client in
            for number in 1...10 {
                var tries = 1
                while try await client.chat(ChatBody("Try \(number)")).status != 200 {
                    tries += 1
                    try #require(tries < 200, "seed \(random.seed)")
                }
            }
            #expect(simulator.bill.attempts == 10)
            #expect(simulator.bill.refused > 0)
        }
    }

    @Test("5xx are billed although nothing is delivered when the simulator is told so, 429 never")
    func billErrors() async throws {
        let configuration = SimulatorConfiguration(errorRate: 1, billErrors: true)
        try await withSimulator(configuration) { simulator, client in
            for number in 1...40 { _ = try await client.chat(ChatBody("\(number)")) }
            let failed = simulator.requests.filter { $0.status ?? 0 >= 500 }
            let refused = simulator.requests.filter { $0.status == 429 }
            #expect(!failed.isEmpty && !refused.isEmpty)
            #expect(failed.allSatisfy { $0.ticks > 0 })
            #expect(refused.allSatisfy { $0.ticks == 0 })
            #expect(simulator.bill.attempts == failed.count)
            #expect(simulator.bill.ticks == failed.map(\.ticks).reduce(0, +))
        }
    }

    @Test("A malformed answer says 200, is no answer, and is billed")
    func malformed() async throws {
        try await withSimulator(.init(malformedRate: 1)) { simulator, client in
            var kinds: Set<String> = []
            for number in 1...20 {
                let response = try await client.chat(ChatBody("\(number)"))
                #expect(response.status == 200)
                #expect(throws: (any Error).self) { try response.decoded(as: Completion.self) }
                kinds.insert(try #require(simulator.requests.last?.fault))
            }
            #expect(kinds == ["malformed-json", "malformed-html"])
            #expect(simulator.bill.attempts == 20)
        }
    }

    @Test("A malformed stream has a broken chunk and is billed, or is an error and is not")
    func malformedStream() async throws {
        try await withSimulator(.init(malformedRate: 1)) { simulator, client in
            var broken = 0
            for number in 1...20 {
                let response = try await client.chat(ChatBody("\(number)", stream: true))
                #expect(response.status == 200)
                if response.headers["content-type"] == "application/json" {
                    let error: ErrorBody = try response.decoded()
                    #expect(error.code == "resource-exhausted")
                    #expect(error.error.contains("temporarily at capacity"))
                } else {
                    #expect(throws: (any Error).self) { try response.chunks() }
                    broken += 1
                }
            }
            #expect((1...19).contains(broken))
            #expect(simulator.bill.attempts == broken)
            #expect(simulator.bill.refused == 20 - broken)
        }
    }

    @Test("An unreported answer lacks its ticks and is billed all the same")
    func unreported() async throws {
        try await withSimulator(.init(unreportedRate: 1)) { simulator, client in
            let usage = try await client.complete(ChatBody("Free?", model: "grok-4")).usage
            let chunks = try await client.chat(ChatBody("Free?", model: "grok-4", stream: true))
                .chunks()
            #expect(usage.costInUsdTicks == nil)
            #expect(chunks.last?.usage == usage)
            #expect(simulator.bill.ticks == Int64(2 * usage.totalTokens * 150_000))
            #expect(simulator.requests.map(\.fault) == ["unreported", "unreported"])
        }
    }

    @Test("A slow answer takes the extra wait on top of the latency")
    func slow() async throws {
        let configuration = SimulatorConfiguration(latencyMs: 20, slowRate: 1, slowMs: 30)
        try await withSimulator(configuration) { simulator, client in
            _ = try await client.complete(ChatBody("Slowly"))
            let record = simulator.requests[0]
            #expect(record.fault == "slow")
            let finishedAtUs = try #require(record.finishedAtUs)
            #expect(finishedAtUs - record.arrivedAtUs >= 49_000)
        }
    }

    @Test("Changing one rate leaves the draws of the other faults where they were")
    func independent() async throws {
        func unreported(cutRate: Double, slowRate: Double) async throws -> [Int] {
            let configuration = SimulatorConfiguration(
                seed: 9, cutRate: cutRate, slowRate: slowRate, slowMs: 0, unreportedRate: 0.5)
            return try await withSimulator(configuration) { simulator, client in
                for number in 1...40 { _ = try? await client.chat(ChatBody("\(number)")) }
                return simulator.requests.filter { $0.fault?.contains("unreported") == true }
                    .map(\.number)
            }
        }
        let alone = try await unreported(cutRate: 0, slowRate: 0)
        let together = try await unreported(cutRate: 1, slowRate: 1)
        #expect(!alone.isEmpty && alone == together)
    }
}
