internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration

/// Whether the rules of this program would have decided what a task's history says.
struct ReplayVerdict {
    let task: TaskID
    let events: Int
    let divergence: ReplayCheck.Divergence?

    init(_ task: TaskID, _ records: [EventRecord], _ ledger: LedgerReader) throws {
        self.task = task
        events = records.count
        divergence = try ReplayCheck.firstDivergence(
            in: try records.map(Recorded.init), ReplayCheck.Texts(in: ledger))
    }

    /// The sentence of the failure; nil if there is none.
    var failure: CommandFailure? {
        guard let divergence else { return nil }
        let recorded = divergence.recorded.map { "\($0.type) was recorded" } ?? "nothing follows"
        return CommandFailure(
            .verification,
            "the rules would decide otherwise at position \(divergence.position): \(recorded), "
                + divergence.reason)
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let taskID: String
        let ok: Bool
        let events: Int
        @Nullable var position: Int64?
        @Nullable var recorded: String?
        @Nullable var expected: String?
        @Nullable var reason: String?

        enum CodingKeys: String, CodingKey {
            case taskID = "task_id"
            case ok, events, position, recorded, expected, reason
        }

        init(_ verdict: ReplayVerdict) {
            taskID = verdict.task.text
            ok = verdict.divergence == nil
            events = verdict.events
            position = verdict.divergence?.position
            recorded = verdict.divergence?.recorded?.type
            expected = verdict.divergence?.expected?.type
            reason = verdict.divergence?.reason
        }
    }
}
