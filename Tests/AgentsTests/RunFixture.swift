import Foundation
import Ledger
import LedgerStore
import Orchestration
import Synchronization
import XAI
import XAISimulator

@testable import Agents

/// A whole run in a folder of its own: a real ledger, a real simulator, real HTTP between them.
final class RunFixture: Sendable {
    let directory: String
    let log: EventLog
    let simulator: Simulator
    let client: XAIClient
    let observer = CollectingObserver()
    let identifiers: IdentifierSource

    init(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
        clock: LedgerClock = .system, durability: DurabilitySteps = DurabilitySteps()
    ) async throws {
        identifiers = IdentifierSource(clock)
        directory = NSTemporaryDirectory() + "agents-\(UUID().uuidString)"
        log = try EventLog.open(
            directory: directory, world: .simulated, program: "test",
            options: LedgerOptions(clock: clock, durability: durability))
        simulator = try await Simulator.start(configuration)
        client = try XAIClient(
            configuration: XAIConfiguration(
                baseURL: simulator.baseURL, acceptsSimulator: true, version: "test",
                environment: [:]))
    }

    func close() async throws {
        await client.shutdown()
        await simulator.stop()
        await log.close()
        try FileManager.default.removeItem(atPath: directory)
    }

    /// Accounts with these keys, `account-1` first.
    func accounts(_ keys: [String]) throws -> [Account] {
        let fingerprints = KeyFingerprints(secret: try HomeSecret.load(directory: directory))
        return keys.enumerated().map { index, key in
            Account(
                name: "account-\(index + 1)", credential: Credential(key),
                fingerprints: fingerprints)
        }
    }

    func agent(
        _ task: TaskID, keys: [String] = ["xai-first", "xai-second"],
        options: RunOptions = RunOptions(), caps: Caps = .none,
        freeBytes: @escaping @Sendable () -> Int64? = { nil }
    ) throws -> SuperAgent {
        let manager = AccountManager(
            accounts: try accounts(keys), routing: options.routing,
            limit: RateLimit(requests: options.windowRequests, windowMs: options.windowMs),
            seed: AdmissionState(), caps: caps)
        return SuperAgent(
            task: task, log: log, model: client, accounts: manager, prices: .builtIn,
            observer: observer, identifiers: identifiers, freeBytes: freeBytes)
    }

    /// A run from its submission to its end.
    func run(
        _ task: TaskID, keys: [String] = ["xai-first", "xai-second"],
        options: RunOptions = RunOptions(), caps: Caps = .none
    ) async throws -> TaskReport {
        try await agent(task, keys: keys, options: options, caps: caps).run(
            Submission(
                description: "Design a REST API", context: "Use JSON", outputFile: nil,
                options: options))
    }

    func history(_ task: TaskID) throws -> [Recorded] {
        try log.reader.events(of: task.stream).map { try Recorded($0) }
    }
}

/// Remembers everything that a run tells.
final class CollectingObserver: RunObserver {
    private let state = Mutex((events: [EventRecord](), text: "", waits: 0, stops: 0))
    private let recognised = Mutex<[[String]]>([])
    private let waitingHook = Mutex<@Sendable () -> Void>({})
    private let hook = Mutex<@Sendable (EventRecord) -> Void>({ _ in })

    var events: [EventRecord] { state.withLock { $0.events } }
    var text: String { state.withLock { $0.text } }
    /// What was said of teams.
    var teams: [[String]] { recognised.withLock { $0 } }
    var waits: Int { state.withLock { $0.waits } }
    var stops: Int { state.withLock { $0.stops } }

    func recorded(_ events: [EventRecord], _ report: TaskReport) {
        state.withLock { $0.events += events }
        let hook = hook.withLock { $0 }
        events.forEach(hook)
    }

    func onRecorded(_ action: @escaping @Sendable (EventRecord) -> Void) {
        hook.withLock { $0 = action }
    }

    func recognisedTeam(_ accounts: [String]) { recognised.withLock { $0.append(accounts) } }

    func received(_ text: String) { state.withLock { $0.text += text } }

    func waiting(until: Timestamp) {
        state.withLock { $0.waits += 1 }
        let hook = waitingHook.withLock { $0 }
        hook()
    }

    func onWaiting(_ action: @escaping @Sendable () -> Void) {
        waitingHook.withLock { $0 = action }
    }

    func stopping(attempts: Int, graceMs: Int64) { state.withLock { $0.stops += 1 } }
}
