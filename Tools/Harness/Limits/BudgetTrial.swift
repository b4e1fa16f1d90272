internal import Foundation
internal import Ledger
internal import LedgerStore
internal import Orchestration

/// Eight processes reserve money under one cap, and some are killed while they do. What the log
/// says afterwards is all that counts.
struct BudgetTrial {
    static let processes = 8
    static let hold = Ticks(Ticks.perUSD / 10)
    static let cap = Ticks(Ticks.perUSD * 5)
    /// Reservations that the processes which live to the end try together.
    private static let triesMin = 1_000
    private static let killsMax = 24

    let folder: String
    let seed: UInt64
    /// Whether each process decides by what it knew when it started: then the cap must break.
    let decidesEarly: Bool

    struct Report: Sendable {
        var violations: [Violation] = []
        /// At least so many were tried.
        var tries = 0
        var kills = 0
        var granted = 0
        var seconds = 0.0
    }

    func run() throws -> Report {
        let began = Stopwatch.now()
        var generator = SeededGenerator(seed: seed)
        var report = Report()
        var children = try (0..<Self.processes).map { _ in try start() }
        for _ in 0..<Self.killsMax {
            usleep(UInt32(generator.draw(5_000...60_000)))
            let index = generator.draw(0...Self.processes - 1)
            if children[index].killNow() {
                report.kills += 1
            } else {
                report.tries += Self.triesMin / Self.processes
            }
            children[index] = try start()
        }
        for child in children {
            let ending = try child.wait(seconds: 300)
            guard ending.code == 0 else {
                throw HarnessError("a process that reserves ended with \(ending.text)")
            }
            report.tries += Self.triesMin / Self.processes
        }
        try check(&report)
        report.seconds = Stopwatch.now() - began
        return report
    }

    private func start() throws -> Child {
        try Child.start(
            GrokBinary.executable,
            [
                ReserveCommand.name, "--home", folder, "--count",
                "\(Self.triesMin / Self.processes)", "--hold", "\(Self.hold.count)", "--cap",
                "\(Self.cap.count)",
            ] + (decidesEarly ? ["--early"] : []))
    }

    /// Every hold in the log, in its order.
    private func check(_ report: inout Report) throws {
        let facts = try LedgerFacts(directory: folder)
        var held: Int64 = 0
        for attempt in facts.attempts.sorted(by: {
            ($0.startedPosition ?? 0) < ($1.startedPosition ?? 0)
        }) {
            report.granted += 1
            held += attempt.reference.holdTicks?.count ?? 0
            guard held > Self.cap.count else { continue }
            report.violations.append(
                Violation(
                    .budget, "reservation \(report.granted) makes \(held) of \(Self.cap.count)"))
        }
        let fits = Int(Self.cap.count / Self.hold.count)
        if report.granted < fits {
            report.violations.append(
                Violation(.budget, "\(report.granted) were granted; \(fits) fit"))
        }
    }
}
