internal import Agents
internal import ArgumentParser
internal import Ledger
internal import LedgerStore

struct RescueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rescue",
        abstract: "Book what a run saved in a file because the ledger could not be written.",
        discussion: """
            Each outcome is booked once: the same file again changes nothing. What follows from it \
            is decided as if the ledger had taken it then; the task is carried on with grok \
            orchestrate resume.
            """)

    @Argument(
        help: ArgumentHelp("The file that the run named; - is standard input.", valueName: "file"))
    var file: String

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let bytes = try InputFile.bytes(file)
        let rescue = try RescueFile(bytes, path: file)
        guard let ledger = home.ledger else {
            throw LedgerStoreError.noLedger(directory: home.home.directory)
        }
        guard ledger.ledgerID == rescue.ledger else {
            throw RescueError.otherLedger(
                path: file, found: rescue.ledger, expected: ledger.ledgerID)
        }
        let lease: RunLease
        switch try RunLease.acquire(directory: home.home.directory, task: rescue.task) {
        case .acquired(let acquired): lease = acquired
        case .held(let pid):
            let holder = pid.map { "process \($0)" } ?? "another process"
            throw CommandFailure(
                .unavailable, "task \(rescue.task) is being run by \(holder)")
        }
        defer { withExtendedLifetime(lease) {} }
        let report = try await book(rescue, home)
        if options.json {
            home.output.write(try JSONText.line(Result(rescue.task, report)))
        } else if !home.output.isQuiet {
            home.output.line(summary(report, rescue, home))
        }
        guard let (attempt, record) = report.contradicted.first else { return }
        let consequence =
            record.type == AttemptOutcomeUnknown.type
            ? "what it cost stays in doubt, at most its hold" : "that is what counts"
        throw CommandFailure(
            .failed,
            Count.text(report.contradicted.count, "outcome")
                + " cannot be booked: the attempt \(attempt) had been ended by \(record.type) at "
                + "position \(record.position); \(consequence), and the text is in the file")
    }

    private func book(
        _ rescue: RescueFile, _ home: ReadableHome
    ) async throws -> RescueBooking.Report {
        let log = try EventLog.open(
            directory: home.home.directory, world: home.home.world,
            program: "grok " + ProgramVersion.text, options: .noticing)
        do {
            let report = try await RescueBooking(log: log, identifiers: RunSession.identifiers)
                .book(rescue, path: file)
            await log.close()
            return report
        } catch {
            await log.close()
            throw error
        }
    }

    private func summary(
        _ report: RescueBooking.Report, _ rescue: RescueFile, _ home: ReadableHome
    ) -> String {
        let world = home.home.world == .simulated ? " --simulate" : ""
        let already =
            report.alreadyBooked == 0
            ? "" : ", \(Count.text(report.alreadyBooked)) booked before: the file can go"
        return "\(Count.text(report.booked.count, "outcome")) booked\(already)\n"
            + "go on with: grok orchestrate resume \(rescue.task)\(world)"
    }

    /// What `--json` prints.
    struct Result: Encodable {
        struct Contradicted: Encodable {
            let attempt: String
            let position: Int64
            let type: String
        }

        let taskId: String
        let positions: [Int64]
        let alreadyBooked: Int
        let contradicted: [Contradicted]

        init(_ task: TaskID, _ report: RescueBooking.Report) {
            taskId = task.text
            positions = report.booked.map(\.position)
            alreadyBooked = report.alreadyBooked
            contradicted = report.contradicted.map {
                Contradicted(
                    attempt: $0.attempt.text, position: $0.by.position, type: $0.by.type)
            }
        }
    }
}
