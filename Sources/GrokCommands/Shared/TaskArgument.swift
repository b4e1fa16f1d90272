internal import Foundation
internal import Ledger
internal import LedgerStore

/// What stands where a task's id goes: the id, the beginning of one, or `latest`.
enum TaskArgument {
    /// The most candidates that are named when a prefix is not unique.
    static let candidatesMax = 5

    /// The task that `text` means in `home`. `latest` is the last submitted there; which one that
    /// is goes to standard error unless `isQuiet`.
    static func resolve(
        _ text: String, in home: Home, isQuiet: Bool = false
    ) throws -> TaskID {
        guard let ledger = try ReadableHome.ledger(of: home) else { throw noTasks(home) }
        return try resolve(text, in: ledger, of: home, isQuiet: isQuiet)
    }

    static func resolve(
        _ text: String, in ledger: LedgerReader, of home: Home, isQuiet: Bool
    ) throws -> TaskID {
        guard text != "latest" else {
            guard let task = try ledger.lastTask() else { throw noTasks(home) }
            if !isQuiet { Output.write("latest is \(task)\n", to: STDERR_FILENO) }
            return task
        }
        let prefix = text.lowercased()
        guard !prefix.isEmpty, TaskID.isPrefix(prefix) else {
            throw CommandFailure(
                .badData,
                "\"\(DisplayWidth.shortened(text, to: 40))\" is not a task: give an id of "
                    + "\(TaskID.length) letters and digits, the beginning of one, or latest")
        }
        let found = try ledger.tasks(prefix: prefix, limit: candidatesMax + 1)
        guard let task = found.first else {
            throw CommandFailure(
                .badData,
                "there is no task \(prefix) in \(home.directory)"
                    + (home.hasTasksElsewhere ? "; \(home.elsewhereHint)" : ""))
        }
        guard found.count == 1 else {
            let names = found.prefix(candidatesMax).map(\.text).joined(separator: ", ")
            let more = found.count > candidatesMax ? " and others" : ""
            throw CommandFailure(
                .badData, "\(prefix) is the beginning of more than one task: \(names)\(more)")
        }
        return task
    }

    static func noTasks(_ home: Home) -> CommandFailure {
        CommandFailure(
            .badData,
            "there are no tasks in \(home.directory)"
                + (home.hasTasksElsewhere ? "; \(home.elsewhereHint)" : ""))
    }
}

extension Home {
    /// Whether the other world of this home has tasks.
    var hasTasksElsewhere: Bool {
        guard let ledger = try? ReadableHome.ledger(of: other) else { return false }
        return (try? ledger.lastTask()).flatMap { $0 } != nil
    }

    /// What to do when the other world was meant.
    var elsewhereHint: String {
        "the \(other.world.rawValue) world has some: "
            + (other.world == .simulated ? "add --simulate" : "leave out --simulate")
    }
}
