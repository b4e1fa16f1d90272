internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct AccountsDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable",
        abstract: "Let an account rest until it is enabled.",
        discussion: """
            Nothing more is sent on its key; what is under way ends. Another key under the same \
            name starts enabled.
            """)

    @Argument(help: "The account's name, such as account-1.")
    var account: String

    @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
    var reason: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard let reason else { return }
        if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason must not be empty") }
        guard reason.utf8.count <= Self.reasonBytesMax else {
            throw ValidationError(
                "--reason has \(reason.utf8.count) bytes; at most \(Self.reasonBytesMax) "
                    + "are allowed")
        }
    }

    /// The longest reason, in bytes.
    static let reasonBytesMax = 1_000

    func run() async throws {
        try KeyInTextError.check(reason, called: "reason", options)
        let decision = try AccountDecision(account, options)
        let entries = (try? AccountSettings(.current, simulated: options.simulate))?.entries ?? []
        let isKnown = decision.state.standings.values.contains { $0.name == account }
        guard isKnown || entries.contains(where: { $0.name == account }) else {
            throw decision.unknown(entries.map(\.name))
        }
        let log = try decision.open()
        let count: Int
        do {
            count = try await disable(entries, decision, in: log)
        } catch {
            await log.close()
            throw error
        }
        await log.close()
        let output = decision.home.output
        if options.json {
            output.write(try JSONText.line(Result(account: account, disabled: count)))
        } else {
            output.line(
                count == 0
                    ? "\(account) was disabled already"
                    : "\(account) is disabled; let it be used again with: "
                        + "grok accounts enable \(account)"
                        + (options.simulate ? " --simulate" : ""))
        }
    }

    /// Returns how many keys of that name are disabled now and were not before.
    private func disable(
        _ entries: [AccountSettings.Entry], _ decision: AccountDecision, in log: EventLog
    ) async throws -> Int {
        let fingerprints = KeyFingerprints(
            secret: try HomeSecret.load(directory: decision.home.home.directory))
        let note = try reason.map { try log.blob($0) }
        let events =
            AccountRules.disabling(
                account, note: note?.commitment,
                configured: entries.map {
                    Candidate(name: $0.name, key: fingerprints.fingerprint(of: $0.credential))
                }, decision.state) ?? []
        try await decision.record(
            events.map { (account, $0) }, note.map { [$0] } ?? [], in: log)
        return events.count
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let account: String
        /// How many keys of this name were enabled, and are no more.
        let disabled: Int
    }
}
