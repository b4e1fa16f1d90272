internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that the ledger is as it was written; silent if it is.",
        discussion: """
            Recomputes every leaf and the tree, and compares them with every checkpoint, the \
            attempts with their outcomes, and the tables with the log. Whoever can change the \
            home can make all of it fit again: only a checkpoint that was kept elsewhere, given \
            with --checkpoint, shows that.
            """)

    @Flag(help: "Also read every text, and check every signature of checkpoints.txt.")
    var deep = false

    @Option(
        help: ArgumentHelp(
            "Also compare with the signed checkpoints in this file.", valueName: "file"))
    var checkpoint: String?

    @Option(
        help: ArgumentHelp(
            "The key that signed that file, as grok ledger key printed it; otherwise the home's.",
            valueName: "vkey"))
    var key: String?

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        guard key == nil || checkpoint != nil else {
            throw ValidationError("--key goes with --checkpoint")
        }
    }

    func run() async throws {
        let home = try Self.finding { try ReadableHome(options) }
        try home.noticeIfEmpty()
        let report = try home.ledger.map { try verify($0) }
        if report == nil, checkpoint != nil {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        let result =
            report ?? VerificationReport(events: 0, root: MerkleTree.emptyRoot, problem: nil)
        if options.json {
            home.output.write(try JSONText.line(Result(result)))
        } else if report == nil {
            home.output.progress("there is no ledger in \(home.home.directory)")
        }
        if let problem = result.problem { throw Self.failure(problem) }
    }

    private func verify(_ ledger: LedgerReader) throws -> VerificationReport {
        var heads =
            try checkpoint.map {
                try Checkpoints.kept(in: $0, of: ledger, key: key)
            } ?? []
        heads += try Checkpoints.own(ledger, deep: deep)
        var law = try LawExamination(ledger)
        let report = try Self.finding {
            try Verifier(ledger).run(deep: deep, heads: heads) { law.examine($0) }
        }
        guard report.ok, let problem = law.differenceOfTables else { return report }
        return VerificationReport(events: report.events, root: report.root, problem: problem)
    }

    /// A file that cannot even be read as a ledger is a finding like any other.
    private static func finding<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LedgerStoreError {
            guard case .damaged = error else { throw error }
            throw CommandFailure(.verification, error.description)
        }
    }

    private static func failure(_ problem: VerificationReport.Problem) -> CommandFailure {
        let place = problem.position.map { "at position \($0)" } ?? "beside the events"
        return CommandFailure(
            .verification,
            "the ledger is not as it must be \(place): expected \(problem.expected), "
                + "found \(problem.found)")
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let ok: Bool
        let events: Int64
        let root: String
        @Nullable var firstBadPosition: Int64?
        /// Only there when something was found, like `found`.
        let expected: String?
        let found: String?

        init(_ report: VerificationReport) {
            ok = report.ok
            events = report.events
            root = report.root.hexadecimal
            firstBadPosition = report.firstBadPosition
            expected = report.problem?.expected
            found = report.problem?.found
        }
    }
}
