internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections
internal import XAI

struct AccountsCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Ask the provider whose the keys are that are set; it costs nothing.",
        discussion: """
            Warns when two of them are of one team: they share one limit and one bill. Exits with \
            77 if the provider takes a key for nothing, with 69 if it does not say.
            """)

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let session = try await RunSession.open(options, .current)
        do {
            try await check(session)
        } catch {
            await session.close()
            throw error
        }
        await session.close()
    }

    private func check(_ session: RunSession) async throws {
        try session.database.catchUp()
        let state = AdmissionState(try session.database.accountStandings())
        let answers = await KeyQuestions(session.provider.client).ask(session.accounts)
        let manager = AccountManager(
            accounts: session.accounts, routing: .roundRobin,
            limit: RateLimit(requests: 1, windowMs: 1), seed: state)
        let facts = zip(answers, session.accounts).compactMap { $0.fact(on: $1) }
        for case .accountEnabled(let body) in try await manager.record(
            facts, in: session.log, RunSession.identifiers)
        {
            Output.notice("\(body.account) has another key than before")
        }
        let checked = zip(session.accounts, answers).map { CheckedAccount($0, $1) }
        let teams = SharedTeam.all(checked)
        if options.json {
            session.output.write(try JSONText.line(Report(accounts: checked, teams: teams)))
        } else {
            var table = Table([
                ("Account", .left), ("Key", .left), ("State", .left), ("Team", .left),
            ])
            table.rows = checked.map { [$0.name, $0.key, $0.text, $0.team ?? "?"] }
            session.output.write(table.text)
        }
        for team in teams { Output.notice(TeamText.shared(team.accounts)) }
        notice(disabledHere: checked, state)
        if let failure = CheckedAccount.failure(checked) { throw failure }
    }

    /// The provider may take a key that this home does not use.
    private func notice(disabledHere checked: [CheckedAccount], _ state: AdmissionState) {
        for account in checked where account.state == .accepted {
            guard let reason = state.standings[account.key]?.disabled else { continue }
            Output.notice(
                "\(account.name) is disabled here: \(FailureText.text(reason)); let it be used "
                    + "again with: grok accounts enable \(account.name)"
                    + (options.simulate ? " --simulate" : ""))
        }
    }

    /// What `--json` prints.
    struct Report: Encodable {
        let accounts: [CheckedAccount]
        /// The teams that more than one of them belongs to.
        let teams: [SharedTeam]
    }
}
