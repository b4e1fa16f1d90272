internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

struct AdjustCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjust",
        abstract: "Correct what an attempt has cost, as an invoice or a credit says.",
        discussion: """
            The correction is recorded beside what the attempt says, which stays as it is, and \
            grok ledger cost has both from then on; with --as-of it has what was known before. An \
            attempt can be corrected several times. One of unknown outcome is resolved first, with \
            grok ledger resolve.
            """)

    @Argument(help: "The attempt's id.")
    var attempt: String

    @Option(
        help: ArgumentHelp(
            "What it has cost in truth: whole ticks (10^-10 USD), or dollars such as '$0.0123'; 0 "
                + "is nothing.", valueName: "amount"))
    var to: AdjustedAmount?

    @Option(help: ArgumentHelp("What it has cost more.", valueName: "amount"))
    var more: AdjustedAmount?

    @Option(help: ArgumentHelp("What it has cost less.", valueName: "amount"))
    var less: AdjustedAmount?

    @Option(help: "Why: invoice, credit or correction.")
    var reason: AdjustmentReason

    @Option(
        help: ArgumentHelp(
            "Where it is written, such as the number of an invoice.", valueName: "text"))
    var reference: String

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard [to, more, less].compactMap({ $0 }).count == 1 else {
            throw ValidationError("Give one of --to, --more and --less.")
        }
        guard (1...1_000).contains(reference.utf8.count),
            !reference.allSatisfy(\.isWhitespace)
        else { throw ValidationError("--reference takes 1 to 1000 bytes of text.") }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        try KeyInTextError.check(reference, called: "reference", options)
        let named = try NamedAttempt(
            attempt, in: home, listedBy: "grok ledger cost --explain lists")
        guard let ledger = home.ledger,
            let known = try home.report(of: named.task, in: ledger).attempts
                .first(where: { $0.started.attempt.id == named.id })
        else {
            throw CommandFailure(
                .badData, "there is no attempt \(named.id) in \(home.home.directory)")
        }
        let earlier = try home.database()?.adjustments(of: named.id).map(\.ticks) ?? []
        let adjusted = try earlier.reduce(Ticks.zero) { try $0.adding($1) }
        let difference = try AdjustmentRules.difference(wish, of: known, adjusted: adjusted)
        let position = try await append(
            known.started.attempt, difference, causation: named.id, home.home)
        if options.json {
            let result = Result(
                attempt: named.id.text, taskId: named.task.text, ticks: difference.count,
                reason: reason.rawValue, position: position)
            return home.output.write(try JSONText.line(result))
        }
        home.output.progress(
            "\(CallText.text(known.started.attempt.call)) of task \(named.task): "
                + "\(MoneyText.signed(difference)), recorded at position \(position)")
    }

    private var wish: AdjustmentRules.Wish {
        if let to { return .to(to.ticks) }
        return .by(more?.ticks ?? Ticks(-(less?.ticks.count ?? 0)))
    }

    private func append(
        _ attempt: AttemptReference, _ difference: Ticks, causation: EventID, _ home: Home
    ) async throws -> Int64 {
        let log = try EventLog.open(
            directory: home.directory, world: home.world, program: "grok " + ProgramVersion.text,
            options: .noticing)
        do {
            let blob = try log.blob(reference)
            let body = CostAdjusted(
                attempt: attempt, ticks: difference, reason: reason, reference: blob.commitment)
            let event = try NewEvent(
                id: RunSession.identifiers.event(), stream: .audit, expectedVersion: nil,
                event: .costAdjusted(body), correlation: nil, causation: causation,
                actor: ProgramVersion.actor)
            let records = try await log.append([event], blobs: [blob])
            try Books.database(home, log.reader).catchUp()
            await log.close()
            return records.first?.position ?? 0
        } catch {
            await log.close()
            throw error
        }
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let attempt: String
        let taskId: String
        /// What was added to its cost; less than zero for a credit.
        let ticks: Int64
        let reason: String
        let position: Int64
    }
}

/// An amount of money that may be none: whole ticks, or dollars after a `$`.
struct AdjustedAmount: ExpressibleByArgument {
    let ticks: Ticks

    init?(argument: String) {
        if argument == "0" || Ticks(usd: argument) == .zero {
            ticks = .zero
        } else if let amount = BilledAmount(argument: argument) {
            ticks = amount.ticks
        } else {
            return nil
        }
    }
}
