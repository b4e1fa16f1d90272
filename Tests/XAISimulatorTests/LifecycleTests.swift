import Foundation
import Testing
import XAISimulator

@Suite("Starting and stopping")
struct LifecycleTests {
    @Test("A simulator says where it listens")
    func address() async throws {
        try await withSimulator { simulator, _ in
            #expect((1...65_535).contains(simulator.port))
            #expect(simulator.baseURL == "http://127.0.0.1:\(simulator.port)/v1")
        }
    }

    @Test("A port that is taken is refused with a sentence, and can be taken once it is free")
    func portInUse() async throws {
        let first = try await Simulator.start()
        let error = await #expect(throws: SimulatorError.self) {
            try await Simulator.start(port: first.port)
        }
        #expect(error == .portInUse(host: "127.0.0.1", port: first.port))
        #expect(
            error?.description
                == "Port \(first.port) on 127.0.0.1 is already in use; choose another, or 0 for "
                + "any free port.")
        await first.stop()
        let second = try await Simulator.start(port: first.port)
        await second.stop()
    }

    @Test("Only loopback addresses and values in range are accepted")
    func refused() async throws {
        let bad: [(SimulatorConfiguration, String)] = [
            (.init(errorRate: 1.5), "The error rate must be between 0 and 1, not 1.5."),
            (.init(cutRate: -1), "The cut rate must be between 0 and 1, not -1.0."),
            (.init(badPlanRate: .nan), "The bad-plan rate must be between 0 and 1, not nan."),
            (.init(latencyMs: -1), "The latency must be between 0 and 3600000 ms, not -1."),
            (
                .init(requestsPerMinute: 0),
                "The limit must be between 1 and 10000000 requests, in a minute and in the window."
            ),
            (
                .init(windowMs: 0),
                "The limit's window must be between 1 ms and a day, not 0 ms."
            ),
            (
                .init(retryAfterSeconds: -1),
                "Retry-After must be between 0 and 86400 s, not -1."
            ),
        ]
        for (configuration, sentence) in bad {
            let error = await #expect(throws: SimulatorError.self) {
                try await Simulator.start(configuration)
            }
            #expect(error?.description == sentence)
        }
        let error = await #expect(throws: SimulatorError.self) {
            try await Simulator.start(host: "0.0.0.0")
        }
        #expect(error == .notLoopback(host: "0.0.0.0"))
        await #expect(throws: SimulatorError.self) { try await Simulator.start(port: 65_536) }
    }

    @Test("Stopping closes the port and the connections, and keeps the bill")
    func stop() async throws {
        let simulator = try await Simulator.start(.init(latencyMs: 60_000))
        let connection = try RawConnection(port: simulator.port)
        connection.send(ChatBody("Interrupted"))
        while simulator.bill.attempts == 0 { await Task.yield() }
        await simulator.stop()
        #expect(connection.readToEnd() == "")
        #expect(throws: POSIXError.self) { try RawConnection(port: simulator.port) }
        #expect(simulator.bill.attempts == 1)
        #expect(simulator.requests[0].finishedAtUs == nil)
        await simulator.stop()
    }

    @Test("Waiting ends when the simulator is stopped, and stops it when it is cancelled")
    func wait() async throws {
        let stopped = try await Simulator.start()
        let waiting = Task { await stopped.waitUntilStopped() }
        await stopped.stop()
        await waiting.value

        let cancelled = try await Simulator.start()
        let interrupted = Task { await cancelled.waitUntilStopped() }
        interrupted.cancel()
        await interrupted.value
        #expect(throws: POSIXError.self) { try RawConnection(port: cancelled.port) }
    }

    @Test("A hundred simulators can be started and stopped one after the other")
    func again() async throws {
        for number in 1...100 {
            try await withSimulator { simulator, client in
                let response = try await client.chat(ChatBody("\(number)"))
                #expect(response.status == 200)
                #expect(simulator.bill.attempts == 1)
            }
        }
    }
}
