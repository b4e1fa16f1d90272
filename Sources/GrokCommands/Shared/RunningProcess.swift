internal import Foundation
internal import Ledger
internal import Orchestration

/// Finds out who is running a task, without touching the lease.
enum RunningProcess {
    /// The process that holds the lease of `task`; nil if none does. For people only: who wants to
    /// run the task takes the lease.
    static func pid(of task: TaskID, in home: Home) -> Int32? {
        let path = home.directory + "/runs/" + task.text + ".lock"
        guard let data = FileManager.default.contents(atPath: path),
            let pid = Int32(String(decoding: data, as: UTF8.self).prefix { $0.isNumber }),
            kill(pid, 0) == 0 || errno == EPERM
        else { return nil }
        return pid
    }

    /// How far a task is, given who is running it: a run that was killed could not say so itself.
    static func status(_ report: TaskReport, pid: Int32?) -> String {
        guard report.state.phase == .running else { return FailureText.text(report.state.phase) }
        return pid.map { "running (process \($0))" }
            ?? "stopped: its process has ended; grok orchestrate resume carries on"
    }
}
