internal import Ledger

/// What a call asks, in words: `decomposition`, `sub-task 3`, `aggregation`.
enum CallText {
    static func text(_ call: Call) -> String {
        switch call.kind {
        case .decomposition:
            call.round == 0 ? "decomposition" : "decomposition, repair \(call.round)"
        case .subtask:
            call.subtask.map { "sub-task \($0)" } ?? "sub-task"
        case .aggregation:
            call.round == 0 ? "aggregation" : "aggregation, round \(call.round + 1)"
        }
    }
}
