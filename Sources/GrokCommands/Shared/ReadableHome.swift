internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Projections

/// A home as a reading command sees it. Opening it creates nothing, and an empty one is no error.
struct ReadableHome {
    let home: Home
    let output: Output
    /// Nil when nothing was ever recorded here.
    let ledger: LedgerReader?

    init(_ options: GlobalOptions, _ environment: Environment = .current) throws {
        home = Home(options, environment)
        output = Output(options, environment)
        ledger = try Self.ledger(of: home)
    }

    /// The ledger of `home`, or nil if there is none. Throws for one that is not what it should be.
    static func ledger(of home: Home) throws -> LedgerReader? {
        guard let ledger = try LedgerReader.openIfPresent(directory: home.directory) else {
            return nil
        }
        guard ledger.world == home.world else {
            throw LedgerStoreError.otherWorld(
                path: ledger.files.database, found: ledger.world, wanted: home.world)
        }
        return ledger
    }

    /// The tables, caught up with the ledger; nil when there is no ledger yet.
    func database() throws -> OrchestrationDatabase? {
        guard let ledger else { return nil }
        do {
            let database = try Books.database(home, ledger)
            try database.catchUp()
            return database
        } catch let error as ProjectionError {
            guard case .cannotWrite = error else { throw error }
            throw CommandFailure(
                .inputOutput, "the tables cannot be brought up to the ledger: \(error)")
        }
    }

    /// Where the tables are or would be.
    var databasePath: String { home.directory + "/orchestration.db" }

    /// The task that `argument` means, with the ledger that it is in.
    func task(_ argument: String) throws -> (id: TaskID, ledger: LedgerReader) {
        guard let ledger else { throw TaskArgument.noTasks(home) }
        let id = try TaskArgument.resolve(argument, in: ledger, of: home, isQuiet: output.isQuiet)
        return (id, ledger)
    }

    /// What a task's events add up to.
    func report(of task: TaskID, in ledger: LedgerReader) throws -> TaskReport {
        TaskReport(try ledger.events(of: task.stream).map(Recorded.init))
    }

    /// Whoever finds no task here may have meant the other world: says so.
    func noticeIfEmpty() throws {
        guard try ledger?.lastTask() == nil, home.hasTasksElsewhere else { return }
        Output.notice(
            "no tasks in the \(home.world.rawValue) world (\(home.directory)); "
                + home.elsewhereHint)
    }
}
