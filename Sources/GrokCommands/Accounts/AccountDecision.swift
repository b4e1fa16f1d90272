internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// What somebody decides about an account.
struct AccountDecision {
    let account: String
    let home: ReadableHome
    /// What the ledger knows of all accounts.
    let state: AdmissionState

    init(_ account: String, _ options: GlobalOptions) throws {
        self.account = account
        home = try ReadableHome(options)
        state =
            try home.database().map { AdmissionState(try $0.accountStandings()) }
            ?? AdmissionState()
    }

    /// There is no such account; `others` are the names that are known besides those in the ledger.
    func unknown(_ others: [String] = []) -> CommandFailure {
        let names = Set(state.standings.values.map(\.name) + others)
            .sorted { ($0.count, $0) < ($1.count, $1) }
        return CommandFailure(
            .noInput,
            "there is no account \(account)"
                + (names.isEmpty
                    ? ": nothing was asked yet" : "; there is " + names.joined(separator: ", ")))
    }

    func open() throws -> EventLog {
        try EventLog.open(
            directory: home.home.directory, world: home.home.world,
            program: "grok " + ProgramVersion.text)
    }

    /// Records `events`, each in the stream of its account, and brings the tables up: a run starts
    /// from what they remember.
    func record(
        _ events: [(account: String, event: Event)], _ blobs: [Blob] = [], in log: EventLog
    ) async throws {
        guard !events.isEmpty else { return }
        _ = try await log.append(
            events.map { account, event in
                try NewEvent(
                    id: RunSession.identifiers.event(), stream: .account(account),
                    expectedVersion: nil, event: event, correlation: nil, causation: nil,
                    actor: ProgramVersion.actor)
            }, blobs: blobs)
        try Books.database(home.home, log.reader).catchUp()
    }
}
