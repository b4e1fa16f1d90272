internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

struct AccountsEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let an account be used again that was disabled.",
        discussion: "Its next request shows whether the provider takes its key now.")

    @Argument(help: "The account's name, such as account-1.")
    var account: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        guard let ledger = home.ledger, let database = try home.database() else {
            throw CommandFailure(.noInput, "there is no account \(account): nothing was asked yet")
        }
        let state = AdmissionState(try database.accountStandings())
        guard let events = AccountRules.enabling(account, state) else {
            throw CommandFailure(.noInput, "there is no account \(account) in the ledger")
        }
        if !events.isEmpty {
            let log = try EventLog.open(
                directory: home.home.directory, world: ledger.world,
                program: "grok " + ProgramVersion.text)
            do {
                _ = try await log.append(
                    events.map { event in
                        try NewEvent(
                            id: RunSession.identifiers.event(), stream: .account(account),
                            expectedVersion: nil, event: event, correlation: nil, causation: nil,
                            actor: ProgramVersion.actor)
                    })
            } catch {
                await log.close()
                throw error
            }
            await log.close()
        }
        if options.json {
            home.output.write(try JSONText.line(Result(account: account, enabled: events.count)))
        } else {
            home.output.line(
                events.isEmpty ? "\(account) was not disabled" : "\(account) is enabled")
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let account: String
        /// How many keys were disabled under this name, and are no more.
        let enabled: Int
    }
}
