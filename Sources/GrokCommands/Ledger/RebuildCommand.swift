internal import ArgumentParser
internal import Projections

struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make all tables again from the ledger, and check that they equal the old ones.")

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        guard let ledger = home.ledger else { return try printNothing(home) }
        let report = try Books.database(home.home, ledger).rebuild()
        if options.json {
            home.output.write(try JSONText.line(Result(report, database: home.databasePath)))
        } else if !home.output.isQuiet {
            home.output.line(Self.text(report, home.databasePath))
        }
        if let difference = report.firstDifference {
            throw CommandFailure(
                .verification,
                "the tables were not what the ledger says and have been replaced: "
                    + Self.text(difference))
        }
    }

    private func printNothing(_ home: ReadableHome) throws {
        if options.json {
            let result = Result(
                equal: true, events: 0, difference: nil, durationMs: 0, database: home.databasePath)
            home.output.write(try JSONText.line(result))
        } else if !home.output.isQuiet {
            home.output.line("0 events: there is no ledger in \(home.home.directory)")
        }
    }

    private static func text(_ report: RebuildReport, _ path: String) -> String {
        let verdict =
            if !report.wasComparable {
                "there was nothing to compare with"
            } else if report.isEqual {
                "equal to the old tables"
            } else {
                "not equal to the old tables, which have been replaced"
            }
        return "\(path): made from \(Count.text(report.events, "event")) in "
            + "\(Count.duration(milliseconds: report.durationMs)), \(verdict)"
    }

    /// Without the values, which may be whole conversations.
    static func text(_ difference: TableDifference) -> String {
        let row = "row \(difference.row) of \(difference.table)"
        if difference.found == nil { return row + " was missing" }
        return row + (difference.expected == nil ? " did not belong there" : " was another one")
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let equal: Bool
        let events: Int64
        @Nullable var difference: String?
        let durationMs: Int64
        let database: String
    }
}

extension RebuildCommand.Result {
    init(_ report: RebuildReport, database: String) {
        equal = report.isEqual
        events = report.events
        difference = report.firstDifference.map(RebuildCommand.text)
        durationMs = report.durationMs
        self.database = database
    }
}

extension RebuildReport {
    var durationMs: Int64 {
        let time = (fillTime + compareTime + copyTime).components
        return time.seconds * 1000 + time.attoseconds / 1_000_000_000_000_000
    }
}
