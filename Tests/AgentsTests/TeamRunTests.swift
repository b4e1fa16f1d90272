import Ledger
import LedgerStore
import Orchestration
import Synchronization
import Testing
import XAI
import XAISimulator

@testable import Agents

/// Says nothing until it is told to stop.
private struct SilentDirectory: KeyDirectory {
    func identity(of credential: Credential) async -> KeyAnswer {
        while (try? await Task.sleep(for: .seconds(3_600))) != nil {}
        return .unknown("stopped")
    }
}

/// Knows nothing, and counts how often it was asked.
private final class IgnorantDirectory: KeyDirectory {
    let asked = Mutex(0)

    func identity(of credential: Credential) async -> KeyAnswer {
        asked.withLock { $0 += 1 }
        return .unknown("no such endpoint")
    }
}

@Suite("A run on keys of one team")
struct TeamRunTests {
    private let red = ["xai-team-red-1", "xai-team-red-2"]

    private func run(
        _ fixture: RunFixture, keys: [String], directory: (any KeyDirectory)?,
        options: RunOptions = RunOptions(strategy: .parallel), subtasks: Int = 4
    ) async throws -> TaskReport {
        let plan = (1...subtasks).map {
            "{\"id\":\"s\($0)\",\"description\":\"Item \($0)\",\"complexity\":\"simple\","
                + "\"dependencies\":[]}"
        }
        var options = options
        options.subtasksMax = subtasks
        let manager = AccountManager(
            accounts: try fixture.accounts(keys), routing: options.routing,
            limit: RateLimit(requests: options.windowRequests, windowMs: options.windowMs),
            seed: AdmissionState())
        let agent = SuperAgent(
            task: fixture.identifiers.task(), log: fixture.log, model: fixture.client,
            accounts: manager, prices: .builtIn, observer: fixture.observer,
            identifiers: fixture.identifiers, directory: directory)
        return try await agent.run(
            Submission(
                description: "Go through a list", context: nil, outputFile: nil, options: options,
                plan: "{\"strategy\":\"parallel\",\"subtasks\":[\(plan.joined(separator: ","))]}"))
    }

    private func identified(_ fixture: RunFixture) throws -> [AccountIdentified] {
        try fixture.log.reader.events(after: 0, limit: 10_000).map { try Recorded($0) }
            .compactMap { recorded in
                if case .accountIdentified(let body) = recorded.event { return body }
                return nil
            }
    }

    @Test("says so once, records whose they are, and never sends more than one window")
    func oneWindow() async throws {
        let fixture = try await RunFixture(
            SimulatorConfiguration(latencyMs: 20, requestsPerMinute: 120, windowMs: 2_000))
        let options = RunOptions(windowRequests: 4, windowMs: 2_000)
        for subtasks in [8, 2] {
            let report = try await run(
                fixture, keys: red, directory: fixture.client, options: options,
                subtasks: subtasks)
            #expect(report.status == "succeeded")
        }
        let facts = try identified(fixture)
        #expect(facts.map(\.account).sorted() == ["account-1", "account-2"])
        #expect(Set(facts.map(\.team)).count == 1 && facts.allSatisfy { $0.providerKey != nil })
        #expect(fixture.observer.teams == [["account-1", "account-2"]])
        #expect(fixture.simulator.requests.allSatisfy { $0.status != 429 })
        #expect(Set(fixture.simulator.requests.compactMap(\.key)).count == 2)
        try await fixture.close()
    }

    @Test("exceeds the team's limit if nobody asks: the control")
    func control() async throws {
        let fixture = try await RunFixture(
            SimulatorConfiguration(latencyMs: 20, requestsPerMinute: 120, windowMs: 2_000))
        let report = try await run(
            fixture, keys: red, directory: nil,
            options: RunOptions(windowRequests: 4, windowMs: 2_000), subtasks: 8)
        #expect(report.status == "succeeded")
        #expect(fixture.simulator.requests.contains { $0.status == 429 })
        #expect(try identified(fixture).isEmpty)
        try await fixture.close()
    }

    @Test("does not pause for want of an account before it knows whose they are")
    func noPause() async throws {
        let fixture = try await RunFixture()
        let options = RunOptions(windowRequests: 2, waitMsMax: 0)
        for keys in [["xai-one"], ["xai-one", "xai-two"]] {
            let report = try await run(
                fixture, keys: keys, directory: keys.count == 1 ? nil : fixture.client,
                options: options, subtasks: 1)
            #expect(report.status == "succeeded")
        }
        #expect(fixture.observer.waits == 0 && fixture.observer.teams.isEmpty)
        let again = try await run(
            fixture, keys: ["xai-one", "xai-two"], directory: fixture.client, options: options,
            subtasks: 1)
        #expect(again.status == "paused" && fixture.observer.waits == 1)
        try await fixture.close()
    }

    @Test("does not hang on a provider that does not say, and asks again the next time")
    func silence() async throws {
        let fixture = try await RunFixture()
        let silent = try await run(fixture, keys: red, directory: SilentDirectory())
        #expect(silent.status == "succeeded")
        let ignorant = IgnorantDirectory()
        let second = try await run(fixture, keys: red, directory: ignorant)
        #expect(second.status == "succeeded" && ignorant.asked.withLock { $0 } == 2)
        #expect(try identified(fixture).isEmpty && fixture.observer.teams.isEmpty)
        try await fixture.close()
    }

    @Test("is told of two calls that meet the same refusal that the account is disabled, once")
    func disabledOnce() async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(latencyMs: 30))
        let report = try await run(
            fixture, keys: ["xai-good-1", "xai-exhausted-2"], directory: nil)
        #expect(report.status == "succeeded")
        let refused = fixture.simulator.requests.count { $0.status == 429 }
        #expect(refused >= 2)
        let names = fixture.observer.events.map(\.type)
        #expect(names.count { $0 == "account-disabled.v1" } == 1)
        try await fixture.close()
    }

    @Test("asks no other account of a team whose credits are used up")
    func creditsOfATeam() async throws {
        let fixture = try await RunFixture(SimulatorConfiguration(latencyMs: 30))
        let keys = ["xai-team-exhausted-1", "xai-team-exhausted-2", "xai-team-exhausted-3"]
        let accounts = try fixture.accounts(keys)
        let manager = AccountManager(
            accounts: accounts, routing: .roundRobin,
            limit: RateLimit(requests: 60, windowMs: 60_000), seed: AdmissionState())
        let answers = await KeyQuestions(fixture.client).ask(accounts)
        let facts = zip(answers, accounts).compactMap { $0.fact(on: $1) }
        for expected in [3, 0] {
            let recorded = try await manager.record(
                facts, in: fixture.log, fixture.identifiers)
            #expect(recorded.count == expected)
        }
        let report = try await run(
            fixture, keys: keys, directory: nil,
            options: RunOptions(strategy: .parallel, concurrency: 1))
        #expect(report.status == "paused")
        #expect(fixture.simulator.requests.count == 1)
        let disabled = try fixture.log.reader.events(after: 0, limit: 1_000)
            .count { $0.type == "account-disabled.v1" }
        #expect(disabled == keys.count)
        try await fixture.close()
    }
}
