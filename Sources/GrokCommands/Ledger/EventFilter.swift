internal import ArgumentParser
internal import Ledger

/// Which events of the log somebody wants to see.
struct EventFilter: ParsableArguments {
    @Option(help: "Only this task's events: its id, the beginning of it, or latest.")
    var task: String?

    @Option(
        help: "Only events of this type, such as attempt-failed. May be given several times.")
    var type: [String] = []

    @Option(
        help: "Only what concerns this account, such as account-1. May be given several times.")
    var account: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only what was recorded then or later: \(TimeBound.form).", valueName: "time"))
    var since: TimeBound?

    @Option(help: ArgumentHelp("Only what was recorded before then.", valueName: "time"))
    var until: TimeBound?

    func validate() throws {
        let known = Set(Event.knownTypes.map(Self.name))
        for type in type where !known.contains(Self.name(type)) {
            throw ValidationError(
                "there are no events of type \(type); there are "
                    + known.sorted().joined(separator: ", "))
        }
    }

    /// Whether `record` is wanted, as far as everything but its task goes.
    func includes(_ record: EventRecord) -> Bool {
        if let since, record.recordedAt < since.timestamp { return false }
        if let until, record.recordedAt >= until.timestamp { return false }
        if !type.isEmpty, !type.contains(where: { Self.name($0) == Self.name(record.type) }) {
            return false
        }
        return account.isEmpty || account.contains { Self.account(of: record) == $0 }
    }

    /// A type without its version.
    private static func name(_ type: String) -> String { String(type.prefix { $0 != "." }) }

    /// The account that an event is about; nil for those that are about none.
    private static func account(of record: EventRecord) -> String? {
        guard record.type.hasPrefix("attempt-") || record.type.hasPrefix("account-"),
            let event = try? Event(type: record.type, body: record.body)
        else { return nil }
        return switch event {
        case .attemptStarted(let body): body.attempt.account
        case .attemptAnswered(let body): body.attempt.account
        case .attemptFailed(let body): body.attempt.account
        case .attemptOutcomeUnknown(let body): body.attempt.account
        case .accountCooledDown(let body): body.account
        case .accountDisabled(let body): body.account
        case .accountEnabled(let body): body.account
        case .accountIdentified(let body): body.account
        default: nil
        }
    }
}
