internal import Ledger

/// What happened to a task and when, counted from its submission.
struct Timeline {
    let steps: [TaskJSON.Step]

    init(_ records: [EventRecord]) {
        let start = records.first?.recordedAt
        steps = records.map { record in
            TaskJSON.Step(
                position: record.position, recordedAt: Clock.json(record.recordedAt),
                afterMs: record.recordedAt.milliseconds(since: start ?? record.recordedAt),
                type: record.type, summary: EventSummary.text(record))
        }
    }

    var text: String {
        guard !steps.isEmpty else { return "" }
        var table = Table([("After", .right), ("Event", .left), ("", .left)])
        table.indent = "  "
        table.rows = steps.map { step in
            let name = String(step.type.prefix { $0 != "." }.map { $0 == "-" ? " " : $0 })
            return [Self.after(step.afterMs), name, step.summary]
        }
        return "\nTimeline\n\n" + table.text
    }

    /// `+1.042 s`: to the millisecond, so that what ran side by side can be told apart.
    private static func after(_ milliseconds: Int64) -> String {
        let rest = String(milliseconds.magnitude % 1000)
        return (milliseconds < 0 ? "-" : "+") + Count.text(milliseconds.magnitude / 1000) + "."
            + String(repeating: "0", count: 3 - rest.count) + rest + " s"
    }
}
