internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration

struct AccountsEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Let an account be used again that was disabled.",
        discussion: """
            Its next request shows whether the provider takes its key now. Credits are a team's: \
            if it had none left, the other accounts of its team that had none are enabled, too.
            """)

    @Argument(help: "The account's name, such as account-1.")
    var account: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let decision = try AccountDecision(account, options)
        guard let events = AccountRules.enabling(account, decision.state) else {
            throw decision.unknown()
        }
        let enabled = events.compactMap { event -> (account: String, event: Event)? in
            guard case .accountEnabled(let body) = event else { return nil }
            return (body.account, event)
        }
        if !enabled.isEmpty {
            let log = try decision.open()
            do {
                try await decision.record(enabled, in: log)
            } catch {
                await log.close()
                throw error
            }
            await log.close()
        }
        let own = enabled.count { $0.account == account }
        let others = Set(enabled.map(\.account)).subtracting([account]).sorted()
        let output = decision.home.output
        if options.json {
            output.write(
                try JSONText.line(Result(account: account, enabled: own, team: others)))
        } else {
            output.line(own == 0 ? "\(account) was not disabled" : "\(account) is enabled")
            for other in others { output.line("\(other), of the same team, is enabled, too") }
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let account: String
        /// How many keys were disabled under this name, and are no more.
        let enabled: Int
        /// The other accounts of its team that are enabled with it.
        let team: [String]
    }
}
