internal import ArgumentParser
internal import Foundation

/// Cuts a real file system off from its disk, again and again, while a writer appends to a ledger
/// on it. Mounts things: only for ``PowerCutRow``, which runs it in namespaces of its own.
struct PowerCutCommand: ParsableCommand {
    static let name = "cut-power"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Option var folder: String
    @Option var cuts: Int
    @Option var seed: UInt64
    @Flag var normal = false

    /// More than a writer appends before it is replaced.
    private static let eventsMax = 1_000_000

    func run() throws {
        var report = PowerCutReport()
        do {
            let disk = try CutDisk(in: folder)
            defer { disk.close() }
            try cut(disk, &report)
        } catch let error as CutDisk.Unavailable {
            report.unavailable = error.reason
        }
        try Worker.report(report)
    }

    private func cut(_ disk: CutDisk, _ report: inout PowerCutReport) throws {
        var generator = SeededGenerator(seed: seed)
        let library = normal ? try DiskLibrary(in: folder) : nil
        let counter = Counter(total: cuts, noun: "cuts")
        while report.cuts < cuts {
            let name = "writer-\(report.cuts)"
            for place in [folder, disk.mounted] {
                try FileManager.default.createDirectory(
                    atPath: place + "/" + name, withIntermediateDirectories: true)
            }
            let writer = DiskWriter(
                library: library, folder: folder + "/" + name, seed: generator.next(),
                events: Self.eventsMax, watched: disk.mounted + "/" + name)
            let child = try writer.start(.init(isNormal: normal, isTraced: false))
            for _ in 0..<generator.draw(1...4) where report.cuts < cuts {
                let more = generator.draw(normal ? 20...80 : 0...80)
                try wait(for: more, writer, child)
                Stopwatch.sleep(seconds: Double.random(in: 0..<0.02, using: &generator))
                try cut(disk, writer, name, child, &report)
                counter.add(report.violations.count)
            }
            _ = child.killNow()
            try FileManager.default.removeItem(atPath: writer.watched)
        }
        // So that the cuts were cuts, and not copies of what was in memory.
        if report.forgotten * 2 < report.cuts {
            throw HarnessError(
                "only \(report.forgotten) of \(report.cuts) unsynced files were gone: the image "
                    + "gets what nobody synced")
        }
    }

    /// Waits until the writer has acknowledged so many more: a busy machine is slow.
    private func wait(for more: Int, _ writer: DiskWriter, _ child: Child) throws {
        let wanted = try Marks(path: writer.marks).acknowledged.count + more
        while try Marks(path: writer.marks).acknowledged.count < wanted {
            guard !child.isOver else { throw HarnessError("the writer is over") }
            Stopwatch.sleep(seconds: 0.002)
        }
    }

    private func cut(
        _ disk: CutDisk, _ writer: DiskWriter, _ name: String, _ child: Child,
        _ report: inout PowerCutReport
    ) throws {
        child.signal(SIGSTOP)
        defer { child.signal(SIGCONT) }
        let marks = try Marks(path: writer.marks)
        let unsynced = Data(repeating: 0x55, count: 8_192)
        let file = "/unsynced-\(report.cuts)"
        guard FileManager.default.createFile(atPath: disk.mounted + file, contents: unsynced)
        else { throw HarnessError("\(disk.mounted + file) cannot be made") }
        try disk.cutNow()
        let isForgotten = FileManager.default.contents(atPath: disk.cut + file) != unsynced
        let findings = LedgerExamination(
            home: disk.cut + "/" + name + "/home", acknowledged: marks.acknowledged
        ).run()
        try disk.forgetCut()
        unlink(disk.mounted + file)
        report.cuts += 1
        report.acknowledged += marks.acknowledged.count
        report.lossy += findings.lost > 0 ? 1 : 0
        report.forgotten += isForgotten ? 1 : 0
        report.violations += findings.problems.map { "seed \(seed), cut \(report.cuts): \($0)" }
    }
}
