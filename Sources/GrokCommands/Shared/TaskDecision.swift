internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// Records what somebody decides about a task that nobody is running.
struct TaskDecision {
    let task: TaskID
    let home: Home
    /// What was not done if it is being run after all, such as `nothing was cancelled`.
    let undone: String

    /// The rules decide on `command`; what they say is recorded, and a task that has ended with it
    /// is sealed. Returns the new events, none if the rules had nothing to say, and the task then.
    func record(
        _ command: (TaskState) throws -> TaskCommand
    ) async throws -> (events: [Event], report: TaskReport) {
        let lease: RunLease
        switch try RunLease.acquire(directory: home.directory, task: task) {
        case .held(let pid):
            let holder = pid.map { "process \($0)" } ?? "another process"
            let hint = pid.map { "; it stops on: kill -INT \($0)" } ?? ""
            throw CommandFailure(
                .unavailable, "\(undone): task \(task) is being run by \(holder)\(hint)")
        case .acquired(let acquired): lease = acquired
        }
        defer { withExtendedLifetime(lease) {} }
        let log = try EventLog.open(
            directory: home.directory, world: home.world, program: "grok " + ProgramVersion.text,
            options: .noticing)
        do {
            let result = try await record(command, in: log)
            try Books.database(home, log.reader).catchUp()
            await log.close()
            return result
        } catch {
            await log.close()
            throw error
        }
    }

    private func record(
        _ command: (TaskState) throws -> TaskCommand, in log: EventLog
    ) async throws -> (events: [Event], report: TaskReport) {
        var report = TaskReport(try log.reader.events(of: task.stream).map(Recorded.init))
        let events = try TaskDecider.decide(command(report.state), report.state)
        var version = report.state.version
        let new = try events.map { event in
            defer { version += 1 }
            return try NewEvent(
                id: RunSession.identifiers.event(), stream: task.stream, expectedVersion: version,
                event: event, correlation: report.state.correlation, causation: nil,
                actor: ProgramVersion.actor)
        }
        guard !new.isEmpty else { return ([], report) }
        for record in try await log.append(new) { report.evolve(try Recorded(record)) }
        switch report.state.phase {
        case .finished, .failed, .cancelled:
            _ = try await Checkpointer(log)
                .sign(sealing: task.stream, actor: ProgramVersion.actor)
        case .unsubmitted, .running, .paused: break
        }
        return (events, report)
    }
}
