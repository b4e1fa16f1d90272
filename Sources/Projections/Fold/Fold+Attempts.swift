internal import GRDB

// What the events of attempts mean.
extension Fold {
    func applyAttempt(_ entry: LogBatch.Entry) throws {
        let idField = batch[entry, AttemptField.id]
        guard let key = entry.task, idField.kind == .text else { return }
        let id = batch.memory.withUnsafeBytes { memory in
            Name(hexadecimal: UnsafeRawBufferPointer(rebasing: memory[idField.range]))
        }
        guard let id, let task = try task(key) else { return }
        let saysThatProcessDied =
            entry.type == .attemptOutcomeUnknown
            && isWord(batch[entry, AttemptField.reason], "process-died")
        let isRunning = !saysThatProcessDied && entry.type != .attemptResolved
        tasks[task].pass(to: entry.recordedAt, isRunning: isRunning)
        switch entry.type {
        case .attemptStarted: try start(id, task, entry)
        case .attemptResolved: try resolve(id, task, entry)
        default: try end(id, task, entry)
        }
    }

    private func start(_ id: Name, _ task: Int, _ entry: LogBatch.Entry) throws {
        guard open[id] == nil else { return }
        open[id] = entry.position
        attemptIndex[id] = attempts.count
        attempts.append(AttemptImage(position: entry.position, started: entry))
        let hold = batch[entry, AttemptField.holdTicks].integer
        try tasks[task].sums.start(holdTicks: hold)
        if tasks[task].status == .submitted { tasks[task].status = .running }
        try money.start(entry, batch)
        if let member = member(task, entry) { subtasks[member].setRunning(true) }
    }

    private func end(_ id: Name, _ task: Int, _ entry: LogBatch.Entry) throws {
        guard let position = open.removeValue(forKey: id) else { return }
        if let index = attemptIndex[id] {
            attempts[index].ended = entry
        } else {
            attempts.append(AttemptImage(position: position, ended: entry))
        }
        let end = attemptEnd(entry)
        try tasks[task].sums.end(end)
        try money.end(end, entry, batch)
        if end.state == .unknown { doubtful[id] = (position, entry.recordedAt) }
        if end.state == .answered { conversations.append((entry, position)) }
        // An answer is followed by what it means for the sub-task.
        if end.state != .answered, let member = member(task, entry) {
            subtasks[member].setRunning(false)
        }
    }

    /// What it was billed counts for the time when it ended.
    private func resolve(_ id: Name, _ task: Int, _ entry: LogBatch.Entry) throws {
        guard let (position, endedAt) = doubtful.removeValue(forKey: id) else { return }
        var image = AttemptImage(position: position)
        image.resolved = entry
        attempts.append(image)
        let resolution = AttemptResolution(
            ticks: batch[entry, AttemptField.ticks].integer,
            holdTicks: batch[entry, AttemptField.holdTicks].integer)
        try tasks[task].sums.resolve(resolution)
        try money.resolve(resolution, endedAt: endedAt, entry, batch)
    }

    /// The sub-task that the attempt was made for.
    private func member(_ task: Int, _ entry: LogBatch.Entry) -> Int? {
        batch[entry, AttemptField.subtask].integer.flatMap { tasks[task].members[$0] }
    }

    private func attemptEnd(_ entry: LogBatch.Entry) -> AttemptEnd {
        let state: AttemptEnd.State
        switch entry.type {
        case .attemptAnswered: state = .answered
        case .attemptFailed: state = .failed
        default: state = .unknown
        }
        return AttemptEnd(
            state: state, isComputed: isWord(batch[entry, AttemptField.label], "computed"),
            ticks: batch[entry, AttemptField.ticks].integer,
            holdTicks: batch[entry, AttemptField.holdTicks].integer,
            promptTokens: batch[entry, AttemptField.promptTokens].integer ?? 0,
            cachedTokens: batch[entry, AttemptField.cachedTokens].integer ?? 0,
            completionTokens: batch[entry, AttemptField.completionTokens].integer ?? 0,
            reasoningTokens: batch[entry, AttemptField.reasoningTokens].integer ?? 0)
    }
}
