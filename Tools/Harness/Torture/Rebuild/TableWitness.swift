internal import Foundation
internal import Synchronization

/// Reads the tables over and over as any SQLite tool does, and notes when they are not of a piece:
/// a reader sees the tables before a rebuild, or those after it, and never less events than it saw.
final class TableWitness: Sendable {
    private struct State {
        var readings = 0
        var violations: [String] = []
        var isOver = false
    }

    /// The same numbers added up in different tables, and the position that they were made from.
    private static let sums = """
        SELECT (SELECT ifnull(sum(attempts), 0) FROM stats_days)
            || ' ' || (SELECT ifnull(sum(attempts), 0) FROM stats_quarters)
            || ' ' || (SELECT ifnull(sum(answered + failed + unknown), 0) FROM accounts)
            || ' ' || (SELECT count(*) FROM attempts WHERE state <> 'open')
            || ' ' || (SELECT ifnull(max(position), 0) FROM checkpoint)
        """

    private let path: String
    private let state = Mutex(State())
    private let stopped = DispatchGroup()

    /// Begins to read the tables at `path`.
    init(_ path: String) {
        self.path = path
        stopped.enter()
        Thread.detachNewThread { [self] in
            read()
            stopped.leave()
        }
    }

    /// Stops reading. Returns how often the tables were read and what was wrong.
    func stop() -> (readings: Int, violations: [String]) {
        state.withLock { $0.isOver = true }
        stopped.wait()
        return state.withLock { ($0.readings, $0.violations) }
    }

    private func read() {
        var last: Int64 = 0
        while !state.withLock({ $0.isOver }) {
            do {
                // One connection for many readings, as a program that stays open has it.
                let database = try RawDatabase(path, .reading)
                for _ in 0..<40 where !state.withLock({ $0.isOver }) {
                    let (position, problem) = try Self.look(database)
                    if let problem { note(problem) }
                    if position < last { note("a reader saw position \(last), then \(position)") }
                    last = max(last, position)
                    state.withLock { $0.readings += 1 }
                    Stopwatch.sleep(seconds: 0.002)
                }
            } catch {
                note("a reader got: \(error)")
                Stopwatch.sleep(seconds: 0.05)
            }
        }
    }

    private func note(_ violation: String) {
        state.withLock { $0.violations.append(violation) }
    }

    /// How far the tables are, and what in them contradicts itself.
    private static func look(_ database: RawDatabase) throws -> (Int64, String?) {
        guard let row = try database.texts(sums).first else { return (0, "there are no tables") }
        let numbers = row.split(separator: " ").compactMap { Int64($0) }
        guard numbers.count == 5 else { return (0, "the sums are \(row)") }
        let areEqual = numbers[..<4].allSatisfy { $0 == numbers[0] }
        return (numbers[4], areEqual ? nil : "the tables contradict each other: \(row)")
    }

    /// What is wrong with the file at `path` at this moment; nil if nothing is.
    static func problem(in path: String) -> String? {
        do {
            let database = try RawDatabase(path, .reading)
            if let problem = try look(database).1 { return problem }
            let answer = try database.texts("PRAGMA integrity_check").first
            return answer == "ok" ? nil : "SQLite says: \(answer ?? "nothing")"
        } catch {
            return "the tables cannot be read: \(error)"
        }
    }
}
