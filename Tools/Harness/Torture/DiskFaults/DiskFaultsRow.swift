/// Every write, truncation and sync of a run fails once, or from then on; what failed is tried
/// again with the same ids.
struct DiskFaultsRow: TortureRow {
    static let name = "disk-faults"
    static let promise = "an append is booked once, whatever the disk does"

    private static let events = 200
    private static let faults: [DiskLibrary.Fault] = [.inputOutput, .noSpace, .short]

    func attack(_ torture: Torture) throws -> TortureResult {
        let folder = try TemporaryFolder("disk-faults", isKept: false, isInMemory: true)
        let library = try DiskLibrary(in: folder.path)
        let calls = try Self.fallibleCalls(library, folder, seed: torture.seed).count
        let step = torture.isLong ? 1 : 60
        var points: [DiskLibrary.FaultPoint] = []
        for call in stride(from: 1, through: calls, by: 1) {
            for (index, fault) in Self.faults.enumerated() {
                for (offset, isSticky) in [false, true].enumerated()
                where (call + index * 20 + offset * 10) % step == 0 {
                    points.append(.init(fault: fault, call: call, isSticky: isSticky))
                }
            }
        }
        let outcomes = Self.outcomes(points, torture, library, folder, usesFreshIDs: false)
        let tally = DiskFaultsTally(outcomes)
        return TortureResult(
            figure: "\(points.count) faults at \(Set(points.map(\.call)).count) of \(calls) calls, "
                + "\(tally.complaints) complaints: \(tally.lost) lost, \(tally.doubled) doubled",
            violations: tally.violations)
    }

    /// A disk whose syncs lie loses. A writer that tries again with other ids may double; whether
    /// it does depends on the moment, so the verdict does not: `process-death` shows that doubling
    /// is seen.
    func control(_ torture: Torture) throws -> TortureResult {
        let folder = try TemporaryFolder("disk-faults", isKept: false, isInMemory: true)
        let library = try DiskLibrary(in: folder.path)
        let calls = try Self.fallibleCalls(library, folder, seed: torture.seed)
        let all = calls.indices.filter { calls[$0] }
        let step = max(1, all.count / torture.count(short: 24, long: 100))
        let numbers = stride(from: 0, to: all.count, by: step).map { all[$0] + 1 }
        let doubling = DiskFaultsTally(
            Self.outcomes(
                numbers.map { .init(fault: .inputOutput, call: $0, isSticky: true) }, torture,
                library, folder, usesFreshIDs: true))
        let losing = DiskFaultsTally(
            Self.outcomes(
                numbers.map { .init(fault: .lie, call: $0, isSticky: true) }, torture, library,
                folder, usesFreshIDs: false))
        let isCaught = losing.lost > 0
        return TortureResult(
            figure: "\(numbers.count) retries with other ids: \(doubling.doubled) doubled; "
                + "\(numbers.count) disks that lie: \(losing.lost) lost",
            violations: isCaught ? doubling.violations + losing.violations : [])
    }

    /// The calls of an undisturbed run that can fail: whether each is a sync.
    private static func fallibleCalls(
        _ library: DiskLibrary, _ folder: TemporaryFolder, seed: UInt64
    ) throws -> [Bool] {
        _ = try folder.make("undisturbed/disk")
        defer { folder.remove("undisturbed") }
        let writer = DiskWriter(
            library: library, folder: folder.path + "/undisturbed", seed: seed, events: events)
        let ending = try writer.run()
        guard ending.code == 0 else {
            throw HarnessError("the writer ended with \(ending.text)")
        }
        return try DiskTrace(path: writer.trace).operations.filter(\.isFallible).map {
            if case .synchronize = $0 { true } else { false }
        }
    }

    private static func outcomes(
        _ points: [DiskLibrary.FaultPoint], _ torture: Torture, _ library: DiskLibrary,
        _ folder: TemporaryFolder, usesFreshIDs: Bool
    ) -> [DiskFaultsTrial.Outcome] {
        let counter = Counter(total: points.count, noun: "faults")
        return Parallel.map(points, width: torture.jobs) { point in
            let name = point.text
            defer { folder.remove(name) }
            var outcome = DiskFaultsTrial.Outcome()
            do {
                _ = try folder.make(name + "/disk")
                outcome = try DiskFaultsTrial(
                    writer: DiskWriter(
                        library: library, folder: folder.path + "/" + name, seed: torture.seed,
                        events: events),
                    point: point, usesFreshIDs: usesFreshIDs
                ).run()
            } catch {
                outcome.problems.append("\(point.text): the trial did not work: \(error)")
            }
            counter.add(outcome.problems.count)
            return outcome
        }
    }
}
