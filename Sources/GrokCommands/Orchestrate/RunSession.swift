internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections
internal import XAI

/// Everything that a run needs, opened in an order in which bad configuration is found before
/// anything is written.
struct RunSession {
    let home: Home
    let output: Output
    let log: EventLog
    let database: OrchestrationDatabase
    let provider: Provider
    let accounts: [Account]
    /// Whether a run asks whose the keys are. Those of the simulator's own accounts are known.
    private let asksWhose: Bool
    private let configuration: Configuration
    /// What answers cost, by the book that counted when the session began.
    let prices: PriceBook

    /// - Parameter submission: What is to be run in it, if that is new.
    static func open(
        _ options: GlobalOptions, _ environment: Environment, for submission: Submission? = nil
    ) async throws -> RunSession {
        let output = Output(options, environment)
        let settings = try AccountSettings(environment, simulated: options.simulate)
        try submission?.checkKeys(settings.entries.map { ($0.name, $0.credential) })
        let home = Home(options, environment)
        let configuration = try Configuration(of: home)
        let provider = try await Provider.open(
            options, environment, credentials: settings.entries.map(\.credential))
        for notice in settings.notices { Output.notice(notice) }
        let log = try EventLog.open(
            directory: home.directory, world: home.world, program: "grok " + ProgramVersion.text,
            options: LedgerOptions(durability: GrokProgram.seams.durability))
        let fingerprints = KeyFingerprints(
            secret: try HomeSecret.load(directory: home.directory))
        let database = try Books.database(home, log.reader)
        return RunSession(
            home: home, output: output, log: log, database: database, provider: provider,
            accounts: settings.entries.map {
                Account(name: $0.name, credential: $0.credential, fingerprints: fingerprints)
            }, asksWhose: settings.isConfigured, configuration: configuration,
            prices: try AdoptedBooks.prices(log.reader))
    }

    static let identifiers = IdentifierSource(.system)

    /// Waits for what is still to be written and lets go of everything.
    func close() async {
        await provider.close()
        await log.close()
    }

    /// The agent that carries `task` out under `options`. Its account manager starts from what the
    /// projection remembers.
    func superAgent(
        for task: TaskID, options: RunOptions, observer: any RunObserver
    ) throws -> SuperAgent {
        try checkPrices(options)
        let manager = AccountManager(
            accounts: accounts, routing: options.routing,
            limit: RateLimit(requests: options.windowRequests, windowMs: options.windowMs),
            seed: AdmissionState(try database.accountStandings()), caps: configuration.caps)
        return SuperAgent(
            task: task, log: log, model: GrokProgram.seams.model(provider.client),
            accounts: manager, prices: prices, observer: observer, identifiers: Self.identifiers,
            intent: GrokProgram.seams.intent, directory: asksWhose ? provider.client : nil,
            waitMsMax: options.waitMsMax,
            freeBytes: { [directory = home.directory] in FreeSpace.bytes(at: directory) })
    }

    /// What carrying out the plan of `state` will probably cost, told from this ledger.
    func estimate(_ state: TaskState) throws -> PlanEstimate {
        try database.catchUp()
        return try PlanEstimate(
            of: state, prices: prices, history: CostHistory(try database.callCosts()))
    }

    /// Under a cap no model is asked whose price nobody knows: said before anything is recorded.
    private func checkPrices(_ options: RunOptions) throws {
        var caps = configuration.caps
        caps.run = options.costMax
        let unpriced = caps.unpriced(options.models, in: prices)
        guard !unpriced.isEmpty else { return }
        throw CommandFailure(
            .usage,
            "under a cap nothing is asked of a model without a price: the price book "
                + "\"\(prices.name)\" does not know "
                + unpriced.joined(separator: ", "))
    }

    /// Signs a checkpoint if `task` has ended and none was signed since, and shows it to `printer`.
    /// Returns why that could not be done: what the run brought is reported all the same.
    func seal(
        _ task: TaskID, _ report: TaskReport, _ printer: RunPrinter
    ) async -> CommandFailure? {
        switch report.state.phase {
        case .finished, .failed, .cancelled: break
        case .paused, .running, .unsubmitted: return nil
        }
        do {
            guard try log.reader.checkpoint(sealing: task.stream) == nil else { return nil }
            let signed = try await Checkpointer(log)
                .sign(sealing: task.stream, actor: ProgramVersion.actor)
            printer.recorded([signed.record], report)
            return nil
        } catch {
            let failure = commandFailure(error)
            return CommandFailure(
                failure.reason, "the checkpoint could not be signed: \(failure.sentence)")
        }
    }

    /// Holds the task's lease for as long as `body` runs.
    func withLease<Result>(
        on task: TaskID, _ body: () async throws -> Result
    ) async throws -> Result {
        switch try RunLease.acquire(directory: home.directory, task: task) {
        case .held(let pid):
            let holder = pid.map { "process \($0)" } ?? "another process"
            throw CommandFailure(.unavailable, "task \(task) is being run by \(holder)")
        case .acquired(let lease):
            defer { withExtendedLifetime(lease) {} }
            return try await body()
        }
    }
}
