internal import Foundation
internal import Ledger
internal import LedgerStore

/// Ledgers are changed behind their back in every way; each change of a row must be found against
/// the checkpoint that was kept, and nothing in a ledger that nobody touched.
struct TamperingRow: TortureRow {
    static let name = "tampering"
    static let promise = "history cannot change unseen"

    /// Trials that a thread makes before it tells how far it is.
    private static let batch = 50
    private static let samples = 16

    /// What some trials came to.
    private struct Tally {
        var semantic: [String: Int] = [:]
        var violations: [String] = []
        /// Changes of bytes that are part of no row, and changes that a trigger refused.
        var meaningless = 0
    }

    func attack(_ torture: Torture) throws -> TortureResult {
        let trials = torture.count(short: 1_900, long: 100_000)
        let clean = torture.count(short: 30, long: 1_000)
        let shelf = try MemoryFolder(torture)
        let alarms = try falseAlarms(clean, torture, shelf)
        let tally = try run(trials, torture, shelf) { [$0.kept] }
        let changed = tally.semantic.values.reduce(0, +)
        let kinds = Tampering.allCases.count
        return TortureResult(
            figure: "\(Text.grouped(trials)) mutations of \(kinds) kinds: "
                + "\(Text.grouped(changed)) changed rows, "
                + "\(Text.grouped(changed - tally.violations.count)) of them found; "
                + "\(Text.grouped(clean)) clean ledgers: \(alarms.count) false alarms",
            violations: tally.violations + alarms)
    }

    /// Whoever computes everything anew and finds nobody who kept a checkpoint is not found.
    func control(_ torture: Torture) throws -> TortureResult {
        let trials = torture.count(short: 380, long: 3_800)
        let tally = try run(trials, torture, try MemoryFolder(torture)) { _ in [] }
        let changed = tally.semantic.values.reduce(0, +)
        return TortureResult(
            figure: "without the kept checkpoint: \(Text.grouped(tally.violations.count)) of "
                + "\(Text.grouped(changed)) changes unseen", violations: tally.violations)
    }

    // MARK: - Trials

    private func run(
        _ trials: Int, _ torture: Torture, _ shelf: MemoryFolder,
        heads: @escaping @Sendable (SampleLedger) -> [ExpectedHead]
    ) throws -> Tally {
        let samples = try (0..<Self.samples).map { index in
            // Every fourth one has stored subtrees.
            try SampleLedger.make(
                seed: torture.seed &+ UInt64(index), events: index % 4 == 3 ? 300 : 12 + index * 4,
                folder: shelf.folder.path + "/sample-\(index)")
        }
        let counter = Counter(total: (trials + Self.batch - 1) / Self.batch, noun: "batches")
        let starts = Array(stride(from: 0, to: trials, by: Self.batch))
        let tallies = Parallel.map(starts, width: torture.jobs) { start in
            var tally = Tally()
            for trial in start..<min(trials, start + Self.batch) {
                let seed = torture.seed &* 1_000_003 &+ UInt64(trial)
                let kind = Tampering.allCases[trial % Tampering.allCases.count]
                do {
                    try self.trial(
                        seed, kind, samples, heads, shelf.folder.make("trial-\(trial)"), &tally)
                } catch {
                    tally.violations.append("trial \(trial), \(kind): it did not work: \(error)")
                }
                shelf.folder.remove("trial-\(trial)")
            }
            counter.add(tally.violations.count)
            return tally
        }
        return tallies.reduce(into: Tally()) { sum, tally in
            sum.semantic.merge(tally.semantic, uniquingKeysWith: +)
            sum.violations += tally.violations
            sum.meaningless += tally.meaningless
        }
    }

    private func trial(
        _ seed: UInt64, _ kind: Tampering, _ samples: [SampleLedger],
        _ heads: (SampleLedger) -> [ExpectedHead], _ folder: String, _ tally: inout Tally
    ) throws {
        var random = SeededGenerator(seed: seed)
        let sample = samples[random.draw(0...samples.count - 1)]
        let path = folder + "/ledger.db"
        try sample.file.write(to: URL(fileURLWithPath: path))
        try kind.apply(to: path, sample, &random)
        guard RawDatabase.dump(path) != sample.rows else {
            tally.meaningless += 1
            return
        }
        tally.semantic[kind.rawValue, default: 0] += 1
        guard Self.isFound(in: folder, heads(sample)) else {
            tally.violations.append("\(kind), seed \(seed): rows changed, and it was not found")
            return
        }
    }

    /// Whether a verification finds anything; that the file cannot be read is a finding.
    private static func isFound(in folder: String, _ heads: [ExpectedHead]) -> Bool {
        do {
            return try !Verifier(directory: folder).run(deep: true, heads: heads).ok
        } catch {
            return true
        }
    }

    // MARK: - Clean ledgers

    private func falseAlarms(
        _ count: Int, _ torture: Torture, _ shelf: MemoryFolder
    ) throws -> [String] {
        Parallel.map(Array(0..<count), width: torture.jobs) { index -> [String] in
            let seed = torture.seed &* 7_919 &+ UInt64(index)
            let name = "clean-\(index)"
            defer { shelf.folder.remove(name) }
            do {
                let sample = try SampleLedger.make(
                    seed: seed, events: 5 + index % 97 * (index % 13 == 0 ? 6 : 1),
                    folder: shelf.folder.path + "/made-\(index)", redacts: index % 3 == 0)
                let folder = try shelf.folder.make(name)
                try sample.file.write(to: URL(fileURLWithPath: folder + "/ledger.db"))
                let report = try Verifier(directory: folder).run(deep: true, heads: [sample.kept])
                guard let problem = report.problem else { return [] }
                return [
                    "clean ledger, seed \(seed): expected \(problem.expected), found "
                        + problem.found
                ]
            } catch {
                return ["clean ledger, seed \(seed): \(error)"]
            }
        }.flatMap(\.self)
    }
}
