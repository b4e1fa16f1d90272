import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing
import XAISimulator

@testable import Agents

@Suite("When the wall clock is set")
struct ClockStepTests {
    private static let hour: Int64 = 3_600

    @Test(
        "a run that waits goes on in time, and its account's limit holds", .timeLimit(.minutes(2)),
        arguments: [-hour, hour])
    func waiting(seconds: Int64) async throws {
        let clock = SteppingClock()
        let fixture = try await RunFixture(clock: clock.ledgerClock)
        var options = RunOptions(strategy: .sequential)
        options.subtasksMax = 2
        options.windowRequests = 1
        options.windowMs = 1_000
        fixture.observer.onWaiting {
            if fixture.observer.waits == 1 { clock.step(bySeconds: seconds) }
        }
        let began = ContinuousClock.now
        let report = try await fixture.run(
            fixture.identifiers.task(), keys: ["xai-only"], options: options)
        #expect(report.status == "succeeded")
        #expect(began.duration(to: .now) < .seconds(60))
        let steps = fixture.observer.events.compactMap { record -> Int64? in
            guard case .clockStepped(let body) = try? Recorded(record).event else { return nil }
            return body.stepMicroseconds
        }
        #expect(steps.count == 1)
        #expect(abs((steps.first ?? 0) - seconds * 1_000_000) < 100_000)
        // By the real time that the simulator saw.
        let arrivals = fixture.simulator.requests.map(\.arrivedAtUs).sorted()
        for (earlier, later) in zip(arrivals, arrivals.dropFirst()) {
            #expect(later - earlier >= 1_000_000)
        }
        try await fixture.close()
    }

    @Test("a retry that was put off is not put off by an hour more", .timeLimit(.minutes(2)))
    func backoff() async throws {
        let clock = SteppingClock()
        let fixture = try await RunFixture(
            SimulatorConfiguration(seed: 3, errorRate: 0.3), clock: clock.ledgerClock)
        fixture.observer.onRecorded { event in
            guard event.type == AttemptOutcomeUnknown.type || event.type == AttemptFailed.type
            else { return }
            clock.step(bySeconds: -Self.hour)
        }
        let began = ContinuousClock.now
        let report = try await fixture.run(
            fixture.identifiers.task(), options: RunOptions(strategy: .sequential))
        #expect(report.total.failed + report.total.unknown > 0)
        #expect(began.duration(to: .now) < .seconds(90))
        try await fixture.close()
    }

    @Test("one of two processes records it, not both")
    func once() async throws {
        let directory = NSTemporaryDirectory() + "clock-\(UUID().uuidString)"
        let clock = SteppingClock()
        var logs: [EventLog] = []
        var managers: [AccountManager] = []
        for _ in 1...2 {
            logs.append(
                try EventLog.open(
                    directory: directory, world: .simulated, program: "test",
                    options: LedgerOptions(clock: clock.ledgerClock)))
            managers.append(
                AccountManager(
                    accounts: [], routing: .roundRobin,
                    limit: RateLimit(requests: 60, windowMs: 60_000), seed: AdmissionState()))
        }
        let identifiers = IdentifierSource(clock.ledgerClock)
        func look(_ index: Int) async throws -> Int {
            let manager = managers[index]
            let id = identifiers.event()
            return try await logs[index].append(ids: [id]) { section in
                try manager.decide(
                    [], within: Budget(caps: .none, spent: Spending()), after: [], in: section
                ).notices.map { event in
                    try NewEvent(
                        id: id, stream: .ledger, expectedVersion: nil, event: event,
                        correlation: nil, causation: nil, actor: "test")
                }
            }.count
        }
        #expect(try await look(0) == 0)
        #expect(try await look(1) == 0)
        for seconds in [-Self.hour, Self.hour] {
            clock.step(bySeconds: seconds)
            #expect(try await look(0) == 1)
            #expect(try await look(1) == 0)
            #expect(try await look(0) == 0)
        }
        for log in logs { await log.close() }
        try FileManager.default.removeItem(atPath: directory)
    }
}
