internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import XAI

/// A process of a world: the real engine on the real store, with the world's clock and dice.
struct WorldProcess {
    let log: EventLog
    let agent: SuperAgent
    /// Attempts that it was told to send and whose outcome it does not know yet.
    var underWay: [EventID: SubAgent.Assignment] = [:]
    /// The wake-up that counts; an earlier one was replaced.
    var wake = 0

    init(_ world: borrowing WorldMachine, task: TaskID, caps: Caps) throws {
        log = try EventLog.open(
            directory: world.directory, world: .simulated, program: "world",
            options: LedgerOptions(
                clock: world.clock.ledgerClock, durability: world.disk.durability))
        let options = world.scenario.options
        let manager = AccountManager(
            accounts: world.accounts, routing: options.routing,
            limit: RateLimit(requests: options.windowRequests, windowMs: options.windowMs),
            seed: AdmissionState(), caps: caps)
        agent = SuperAgent(
            task: task, log: log, model: NoModel(), accounts: manager, prices: .builtIn,
            observer: NoObserver(), identifiers: world.random.identifiers(world.clock),
            intent: world.intent)
    }
}

/// What the processes of a world share: its files, its clock, its dice.
struct WorldMachine {
    let directory: String
    let scenario: WorldScenario
    let clock = WorldClock()
    let disk = WorldDisk()
    let random: WorldRandom
    let accounts: [Account]
    let intent: IntentPolicy

    init(directory: String, scenario: WorldScenario, seed: UInt64, intent: IntentPolicy) {
        self.directory = directory
        self.scenario = scenario
        self.intent = intent
        random = WorldRandom(seed: seed ^ 0x1D5)
        let fingerprints = KeyFingerprints(secret: Array(repeating: 7, count: 32))
        accounts = (1...scenario.accounts).map { number in
            Account(
                name: "account-\(number)", credential: Credential("key-\(number)"),
                fingerprints: fingerprints)
        }
    }
}

/// The world itself carries requests to its provider, so this one is never asked.
private struct NoModel: ChatModel {
    func send(
        _ request: EncodedChatRequest, credential: Credential,
        sendBy: ContinuousClock.Instant?, onDelta: (@Sendable (ChatDelta) -> Void)?
    ) async -> AttemptResult {
        .failed(ChatFailure(reason: .notSent, message: "a world sends requests itself"))
    }
}

private struct NoObserver: RunObserver {
    func recorded(_ events: [EventRecord], _ report: TaskReport) {}
    func received(_ text: String) {}
    func waiting(until: Timestamp) {}
    func stopping(attempts: Int, graceMs: Int64) {}
}
