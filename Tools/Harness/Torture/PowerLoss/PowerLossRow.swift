internal import Foundation

/// The writes and syncs of a run, cut at every one of them, with everything that was not synced
/// dropped, kept or torn.
struct PowerLossRow: TortureRow {
    static let name = "power-loss"
    static let promise = "acknowledged events survive the loss of power"

    /// Events of a run: the log is shortened three times and checkpointed once while it grows.
    private static let eventsLong = 500
    private static let eventsShort = 400

    func attack(_ torture: Torture) throws -> TortureResult {
        let states = torture.count(short: 1_000, long: 100_000)
        let tally = try tally(torture, states: states, isNormal: false)
        return TortureResult(
            figure: "\(tally.states) states of \(tally.boundaries) boundaries "
                + "(\(tally.synchronizations) syncs): \(tally.lossy) lost",
            violations: tally.violations)
    }

    func control(_ torture: Torture) throws -> TortureResult {
        let states = torture.count(short: 200, long: 5_000)
        let tally = try tally(torture, states: states, isNormal: true)
        let share = Double(tally.lossy) / Double(max(1, tally.states)) * 100
        // Fewer than that would mean that the disk is kinder than a real one.
        let isCaught = share > 30
        return TortureResult(
            figure: "synchronous=NORMAL, \(tally.states) states: \(tally.lossy) lost "
                + "(\(Text.decimal(share, 0)) %)",
            violations: isCaught ? tally.violations : [])
    }

    /// What the states of some runs came to.
    private struct Tally {
        var states = 0
        var boundaries = 0
        var synchronizations = 0
        var lossy = 0
        var violations: [String] = []
    }

    /// Half of the states are of one run, half of another.
    private func tally(_ torture: Torture, states: Int, isNormal: Bool) throws -> Tally {
        let folder = try TemporaryFolder("power-loss", isKept: false, isInMemory: true)
        let library = try DiskLibrary(in: folder.path)
        let counter = Counter(total: states, noun: "states")
        var tally = Tally()
        let runs: UInt64 = torture.isLong ? 4 : 1
        for run in 0..<runs {
            let writer = DiskWriter(
                library: library, folder: try folder.make("run-\(run)"),
                seed: torture.seed &+ run,
                events: torture.isLong ? Self.eventsLong : Self.eventsShort)
            _ = try folder.make("run-\(run)/disk")
            let ending = try writer.run(.init(isNormal: isNormal))
            guard ending.code == 0 else {
                throw HarnessError("the writer ended with \(ending.text)")
            }
            let trace = try DiskTrace(path: writer.trace)
            let job = PowerLossJob(
                writer: writer, trace: trace, states: states / Int(runs), seed: writer.seed,
                parts: torture.jobs, counter: counter)
            for part in Parallel.map(Array(0..<torture.jobs), width: torture.jobs, job.run) {
                tally.states += part.states
                tally.lossy += part.lossy
                tally.violations += part.violations
            }
            tally.boundaries += trace.operations.count
            tally.synchronizations += trace.operations.count {
                if case .synchronize = $0 { true } else { false }
            }
            folder.remove("run-\(run)")
        }
        return tally
    }
}
