internal import Foundation

/// The crash states of one run, in parts that are examined at once.
struct PowerLossJob: Sendable {
    /// What one part came to.
    struct Outcome: Sendable {
        var states = 0
        /// States that lost something that was acknowledged.
        var lossy = 0
        var violations: [String] = []
    }

    let writer: DiskWriter
    let trace: DiskTrace
    let states: Int
    let seed: UInt64
    let parts: Int
    let counter: Counter

    /// Plays the trace, and at its share of the boundaries makes states and examines them.
    @Sendable func run(_ part: Int) -> Outcome {
        var outcome = Outcome()
        let disk = Disk(path: writer.watched)
        var marks = Marks()
        let folder = writer.folder + "/state-\(part)"
        do {
            for (index, operation) in trace.operations.enumerated() {
                try disk.play(operation)
                if case .mark(let bytes) = operation { marks.take(bytes) }
                for state in numbers(at: index) where state % parts == part {
                    try examine(state, at: index, disk, marks, folder, &outcome)
                }
            }
        } catch {
            outcome.violations.append("the trace cannot be played: \(error)")
        }
        return outcome
    }

    /// The numbers of the states that belong to a boundary: all boundaries have as many, up to one.
    private func numbers(at index: Int) -> Range<Int> {
        let count = trace.operations.count
        return states * index / count..<states * (index + 1) / count
    }

    private func examine(
        _ state: Int, at index: Int, _ disk: Disk, _ marks: Marks, _ folder: String,
        _ outcome: inout Outcome
    ) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try disk.write(DiskFate(seed: seed << 32 | UInt64(state)), to: folder)
        let findings = LedgerExamination(
            home: folder + "/home", acknowledged: marks.acknowledged
        ).run()
        outcome.states += 1
        if findings.lost > 0 { outcome.lossy += 1 }
        outcome.violations += findings.problems.map {
            "seed \(seed), state \(state) after operation \(index + 1): \($0)"
        }
        counter.add(findings.problems.count)
    }
}
