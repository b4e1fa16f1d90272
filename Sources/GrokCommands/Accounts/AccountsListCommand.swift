internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

struct AccountsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List every key that was used: whether it may be, and what was spent on it.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        let state = try home.database().map { AdmissionState(try $0.accountStandings()) }
        let now = LedgerClock.system.read().wall
        let accounts = try (state?.standings ?? [:])
            .map { ListedAccount(key: $0.key, $0.value, note: try note(of: $0, home), now: now) }
            .sorted { ($0.name.count, $0.name, $0.key) < ($1.name.count, $1.name, $1.key) }
        if options.json {
            home.output.write(try JSONText.line(["accounts": accounts]))
            return
        }
        var table = Table([
            ("Account", .left), ("Key", .left), ("State", .left), ("Requests", .right),
            ("Last 60 s", .right), ("Settled", .right), ("Held", .right),
            ("Team", .left),
        ])
        for account in accounts {
            table.rows.append([
                account.name, account.key, account.text, Count.text(account.requests),
                Count.text(account.requestsInWindow), "$\(account.usd)",
                "$\(Ticks(account.heldTicks).usd)", TeamText.short(account.team),
            ])
        }
        home.output.write(table.text)
    }

    /// Why somebody disabled a key by hand, if that was said.
    private func note(
        of entry: (key: String, value: AccountStanding), _ home: ReadableHome
    ) throws -> String? {
        guard entry.value.disabled == .requested, let ledger = home.ledger else { return nil }
        let events = try ledger.events(of: .account(entry.value.name)).map(Recorded.init)
        let notes = events.compactMap { recorded -> Commitment?? in
            guard case .accountDisabled(let body) = recorded.event, body.key == entry.key
            else { return nil }
            return .some(body.note)
        }
        return try (notes.last ?? nil).map(ledger.readable)
    }
}

/// One key of `accounts list`, under the name that it was last used with.
struct ListedAccount: Encodable {
    let name: String
    let key: String
    /// `enabled`, `resting` or `disabled`.
    let state: String
    /// Why it is disabled.
    @Nullable var reason: String?
    /// What was said when it was disabled by hand.
    @Nullable var note: String?
    /// Until when it rests.
    @Nullable var restsUntil: String?
    let requests: Int
    let requestsInWindow: Int
    let ticks: Int64
    let usd: String
    let heldTicks: Int64
    /// The provider's name of its team, if it was asked.
    @Nullable var team: String?
    /// The state for people.
    let text: String

    init(key: String, _ standing: AccountStanding, note: String?, now: Timestamp) {
        let rests = standing.cooledDownUntil.flatMap { $0 > now ? $0 : nil }
        name = standing.name
        self.key = key
        state = standing.disabled != nil ? "disabled" : rests != nil ? "resting" : "enabled"
        reason = standing.disabled?.rawValue
        self.note = note
        team = standing.team
        restsUntil = rests.map(Clock.json)
        requests = standing.requests
        requestsInWindow = standing.permits.count {
            $0.startedAt > now.advanced(milliseconds: -60_000)
        }
        ticks = standing.settled.count
        usd = standing.settled.usd
        heldTicks = standing.held.count
        text =
            standing.disabled.map {
                "disabled: " + FailureText.text($0)
                    + (note.map { " (\(DisplayWidth.shortened($0, to: 40)))" } ?? "")
            }
            ?? rests.map { "rests until \(Clock.time($0))" } ?? "enabled"
    }

    private enum CodingKeys: String, CodingKey {
        case name, key, state, reason, note, restsUntil, team, requests, requestsInWindow, ticks,
            usd
        case heldTicks
    }
}
