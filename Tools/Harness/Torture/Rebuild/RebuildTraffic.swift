internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Synchronization

/// A ledger that grows and commands that read, beside the rebuilds.
final class RebuildTraffic: Sendable {
    private struct State {
        var commands = 0
        var events: Int64 = 0
        var violations: [String] = []
        var isOver = false
    }

    private let state = Mutex(State())
    private let stopped = DispatchGroup()

    init(_ work: Workplace) throws {
        stopped.enter()
        Thread.detachNewThread { [self] in
            read(work)
            stopped.leave()
        }
        stopped.enter()
        Task.detached { [self] in
            do {
                try await write(work)
            } catch {
                note("a writer got: \(error)")
            }
            stopped.leave()
        }
    }

    func stop() -> (events: Int64, commands: Int, violations: [String]) {
        state.withLock { $0.isOver = true }
        stopped.wait()
        return state.withLock { ($0.events, $0.commands, $0.violations) }
    }

    private var isOver: Bool { state.withLock { $0.isOver } }

    private func note(_ violation: String) {
        state.withLock { $0.violations.append(violation) }
    }

    private func read(_ work: Workplace) {
        while !isOver {
            do {
                let finished = try work.run(["ledger", "cost", "--quiet"])
                state.withLock { $0.commands += 1 }
                if finished.ending.code != 0 {
                    note("ledger cost: \(finished.ending.text), \(finished.errors)")
                }
            } catch {
                note("ledger cost: \(error)")
            }
            Stopwatch.sleep(seconds: 0.03)
        }
    }

    private func write(_ work: Workplace) async throws {
        let log = try EventLog.open(
            directory: work.directory, world: .simulated, program: "harness")
        let texts = try await GeneratedTexts(log)
        let before = try log.reader.head().size
        var seed: UInt64 = 1
        while !isOver {
            let task = GeneratedTask(seed: seed, at: LedgerClock.system.read().wall)
            try await task.append(to: log, texts, isChecked: false)
            seed += 1
            try await Task.sleep(for: .milliseconds(150))
        }
        let events = try log.reader.head().size - before
        state.withLock { $0.events = events }
        await log.close()
    }
}
