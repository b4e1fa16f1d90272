internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the ledger's tree and check that everything in it fits together.",
        discussion: """
            Whoever can change the file can make all of it fit again: only a root that was kept \
            elsewhere shows that. So keep the root that this prints.
            """)

    @Flag(help: "Also read every text and compare it with what events say of it.")
    var deep = false

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try Self.finding { try ReadableHome(options) }
        try home.noticeIfEmpty()
        let report = try home.ledger.map { ledger in
            try Self.finding { try Verifier(ledger).run(deep: deep) }
        }
        let result =
            report ?? VerificationReport(events: 0, root: MerkleTree.emptyRoot, problem: nil)
        if options.json {
            home.output.write(try JSONText.line(Result(result)))
        } else if result.ok, !home.output.isQuiet {
            home.output.line(
                "\(Count.text(result.events, "event")), root \(result.root)"
                    + (home.ledger == nil ? ": there is no ledger in \(home.home.directory)" : ""))
        }
        if let problem = result.problem { throw Self.failure(problem) }
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
