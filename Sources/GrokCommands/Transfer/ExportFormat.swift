internal import ArgumentParser
internal import Ledger

/// How an export writes events. What each field means is in Docs/Export.md.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
    /// Event lines: what was hashed, and the only form that can be imported.
    case jsonl
    /// CloudEvents 1.0, one JSON object a line.
    case cloudevents
    case csv

    /// What stands above the events, without a line feed; nil if nothing does.
    var heading: String? {
        self == .csv ? EventCSV.heading : nil
    }

    /// The line of `record`, without a line feed.
    func line(_ record: EventRecord, ledger: EventID) -> String {
        switch self {
        case .jsonl: record.line
        case .cloudevents: CloudEvent.line(record, ledger: ledger)
        case .csv: EventCSV.line(record)
        }
    }
}
