internal import Ledger

// Times to wait for are readings of the wall clock, which can be set while somebody waits.
extension TaskState {
    /// Keeps the true length of every wait when the wall clock jumps by so much.
    mutating func shiftWaits(by microseconds: Int64) {
        decomposition.shiftWait(by: microseconds)
        for index in subtasks.indices { subtasks[index].call.shiftWait(by: microseconds) }
        for index in aggregation.indices { aggregation[index].shiftWait(by: microseconds) }
    }
}

extension CallState {
    fileprivate mutating func shiftWait(by microseconds: Int64) {
        notBefore = notBefore.map { Timestamp(microseconds: $0.microseconds + microseconds) }
    }
}

extension TaskReport {
    /// For a process that waits: not an event of the task, and forgotten when it is read again.
    public mutating func shiftWaits(by microseconds: Int64) {
        state.shiftWaits(by: microseconds)
    }
}
