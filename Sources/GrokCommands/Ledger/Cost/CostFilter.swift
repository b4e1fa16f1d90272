internal import ArgumentParser
internal import Ledger
internal import Orchestration
internal import Projections

/// Which attempts a report counts, and by which clock.
struct CostFilter: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only from then on: \(CostTime.form).", valueName: "time"))
    var since: String?

    @Option(help: ArgumentHelp("Only before then.", valueName: "time"))
    var until: String?

    @Option(
        help: ArgumentHelp(
            "Only the last hours, days, weeks or months up to now, the one under way included: "
                + "24h, 7d, 4w, 12m.", valueName: "span"))
    var last: String?

    @Option(
        help: ArgumentHelp(
            "What was known then: a position of the log, or \(TimeBound.form), in UTC.",
            valueName: "time"))
    var asOf: LogBound?

    @Option(
        help: ArgumentHelp(
            "Only this task: its id, the beginning of it, or latest. May be given several times.",
            valueName: "task"))
    var task: [String] = []

    @Option(help: "Only this account, such as account-1. May be given several times.")
    var account: [String] = []

    @Option(help: "Only this model that served. May be given several times.")
    var model: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only tasks with this tag. Given several times: with all of them.",
            valueName: "name=value"))
    var tag: [String] = []

    @Option(
        help: ArgumentHelp(
            "The place whose hours, days, weeks and months are meant, such as Asia/Kathmandu.",
            valueName: "zone"))
    var timezone = "UTC"

    func validate() throws {
        let zone = try zone()
        let (since, until) = (try bound(since, "--since", zone), try bound(until, "--until", zone))
        if let since, let until, since >= until {
            throw ValidationError("--since must be before --until.")
        }
        for text in tag where Tag(text) == nil {
            throw ValidationError(
                "--tag takes \(Tag.form); \"\(DisplayWidth.shortened(text, to: 40))\" is not.")
        }
        guard let last else { return }
        guard self.since == nil else {
            throw ValidationError("give either --since or --last, not both.")
        }
        guard CostSpan(last) != nil else {
            throw ValidationError(
                "--last takes 1 to 1000 hours, days, weeks or months, such as 24h, 7d, 4w or 12m; "
                    + "\"\(last)\" is none.")
        }
    }

    /// What is asked of the tables, with the tasks found in `home`.
    func query(by groupings: [CostGrouping], in home: ReadableHome) throws -> CostQuery {
        let zone = try zone()
        var query = CostQuery(
            by: groupings, zone: zone, since: try bound(since, "--since", zone),
            until: try bound(until, "--until", zone))
        if let span = last.flatMap(CostSpan.init) { query.since = span.start(now: now, in: zone) }
        query.asOf = try asOf.map { try home.ledger?.position(asOf: $0) ?? 0 }
        query.accounts = account
        query.models = model
        for tag in tag.compactMap(Tag.init) {
            // A task has one value of a name: two are those of no task.
            if let other = query.tags.updateValue(tag.value, forKey: tag.name), other != tag.value {
                throw ValidationError("--tag \(tag.name) is given with two values.")
            }
        }
        query.tasks = try task.map { try home.task($0).id }
        return query
    }

    /// Whether nothing was asked.
    var isOpen: Bool {
        since == nil && until == nil && last == nil && asOf == nil && task.isEmpty
            && account.isEmpty
            && model.isEmpty && tag.isEmpty && timezone == "UTC"
    }

    private var now: Int64 { CostTime.now }

    private func zone() throws -> LocalZone {
        guard let zone = LocalZone(name: timezone) else {
            throw ValidationError(
                "there is no time zone \"\(DisplayWidth.shortened(timezone, to: 40))\"; give UTC "
                    + "or a place such as Asia/Kathmandu.")
        }
        return zone
    }

    private func bound(_ text: String?, _ option: String, _ zone: LocalZone) throws -> Int64? {
        guard let text else { return nil }
        guard let time = CostTime.microseconds(text, in: zone, now: now) else {
            throw ValidationError("\(option) takes \(CostTime.form); \"\(text)\" is none.")
        }
        return time
    }
}
