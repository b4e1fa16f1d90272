internal import GRDB

/// What the events mean for the tables: the one place for catching up and for making the tables
/// again.
///
/// The events of a batch change images of the rows that they concern; then each row is written
/// once. Where batches end makes no difference to what the tables hold afterwards. It is total: an
/// event that does not fit the ones before it changes nothing.
final class Fold {
    let database: Database
    var batch = LogBatch()

    // Images of rows, of this batch only.
    var tasks: [TaskImage] = []
    var taskIndex: [TaskKey: Int] = [:]
    var subtasks: [SubtaskImage] = []
    var attempts: [AttemptImage] = []
    var attemptIndex: [Name: Int] = [:]
    /// Where rows of `agents` come from, in the order of their ids.
    var newAgents: [NewAgent] = []
    /// Answers, and the positions of the attempts that they end.
    var conversations: [(answered: LogBatch.Entry, attempt: Int64)] = []
    var documents: [LogBatch.Entry] = []
    /// Texts of rows that were read again.
    var loaded: [UInt8] = []

    // Known as long as the fold lives.
    /// The attempts that have not ended, with the positions of their rows.
    var open: [Name: Int64]
    /// The attempts of unknown outcome, with the positions of their rows and when they ended.
    var doubtful: [Name: (position: Int64, endedAt: Int64)]
    var lastAgent: Int64
    var money: MoneyFold
    let prompts: [DefaultPrompt]

    enum NewAgent {
        case task(Int)
        case subtask(Int)
    }

    init(_ database: Database, prompts: [DefaultPrompt]) throws {
        self.database = database
        self.prompts = prompts
        lastAgent =
            try Int64.fetchOne(
                database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'agents'") ?? 0
        open = try Self.openAttempts(database)
        doubtful = try Self.doubtfulAttempts(database)
        money = try MoneyFold(database)
    }

    /// Brings the tables from where they are to the end of `batch`, which begins there.
    func apply(_ batch: LogBatch) throws {
        self.batch = batch
        for entry in batch.entries {
            try apply(entry)
        }
        try write()
        forget()
    }

    private func apply(_ entry: LogBatch.Entry) throws {
        switch entry.type {
        case .attemptStarted, .attemptAnswered, .attemptFailed, .attemptOutcomeUnknown,
            .attemptResolved:
            try applyAttempt(entry)
        case .taskSubmitted, .planAdopted, .planRefused, .subtaskPlanned, .subtaskFinished,
            .subtaskFailed, .subtaskSkipped, .documentSaved, .taskPaused, .taskResumed,
            .taskFinished, .taskFailed, .taskCancelled, .taskReopened:
            try applyWork(entry)
        case .accountCooledDown, .accountDisabled, .accountEnabled, .accountIdentified:
            try money.applyAccount(entry, batch)
        case .clockStepped:
            try applyClockStep(entry)
        case .costAdjusted:
            try applyAdjustment(entry)
        case .contentRedacted:
            // The texts are gone from every row already: the tables are made again because of it.
            break
        case .ledgerOpened:
            try writePrompts(openedAt: entry.recordedAt)
        }
    }

    private func applyClockStep(_ entry: LogBatch.Entry) throws {
        guard let step = batch[entry, WorkField.stepUs].integer else { return }
        money.stepClock(by: step)
        try database.execute(
            sql: "INSERT INTO clock_steps (position, at, step_us) VALUES (?, ?, ?)",
            arguments: [entry.position, entry.recordedAt, step])
    }

    private func applyAdjustment(_ entry: LogBatch.Entry) throws {
        guard let ticks = batch[entry, AttemptField.ticks].integer else { return }
        try database.execute(
            sql: """
                INSERT INTO adjustments (position, attempt, ticks, reason, at)
                VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.position, batch.string(batch[entry, AttemptField.id]), ticks,
                batch.string(batch[entry, AttemptField.reason]), entry.recordedAt,
            ])
    }

    private func forget() {
        tasks.removeAll(keepingCapacity: true)
        taskIndex.removeAll(keepingCapacity: true)
        subtasks.removeAll(keepingCapacity: true)
        attempts.removeAll(keepingCapacity: true)
        attemptIndex.removeAll(keepingCapacity: true)
        newAgents.removeAll(keepingCapacity: true)
        conversations.removeAll(keepingCapacity: true)
        documents.removeAll(keepingCapacity: true)
        loaded.removeAll(keepingCapacity: true)
    }

    /// Keeps the text in `column` of a row that was read.
    func load(_ statement: Statement, _ column: Int32) -> Field {
        if statement.isNull(column) { return .null }
        let offset = loaded.count
        loaded.append(contentsOf: statement.bytes(column))
        return Field(
            kind: .loaded, count: UInt32(loaded.count - offset), value: Int64(offset))
    }

    func string(_ field: Field) -> String {
        field.kind == .loaded
            ? String(decoding: loaded[field.range], as: UTF8.self) : batch.string(field)
    }

    /// What stands in a text field, for comparing it with a word.
    func isWord(_ field: Field, _ word: StaticString) -> Bool {
        let memory = field.kind == .loaded ? loaded : batch.memory
        guard field.kind == .text || field.kind == .loaded,
            Int(field.count) == word.utf8CodeUnitCount
        else { return false }
        return memory.withUnsafeBufferPointer { bytes in
            for index in 0..<Int(field.count)
            where bytes[Int(field.value) + index] != word.utf8Start[index] { return false }
            return true
        }
    }
}
