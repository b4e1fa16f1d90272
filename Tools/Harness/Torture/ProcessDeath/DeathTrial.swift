internal import Foundation

/// One ledger whose writers are killed again and again.
struct DeathTrial: Sendable {
    let seed: UInt64
    let writers: Int
    /// How many processes are killed.
    let kills: Int
    let folder: String
    /// What makes the writers fail on purpose.
    var sabotage: [String] = []

    struct Outcome: Sendable {
        var kills = 0
        var acknowledged = 0
        var retriedAndThere = 0
        var events: Int64 = 0
        var violations: [String] = []
    }

    private static let secondsMax = 30.0
    private static let roundsBetweenVerifications = 25

    func run() throws -> Outcome {
        var generator = SeededGenerator(seed: seed)
        var outcome = Outcome()
        var books = LaneBooks(
            directory: folder,
            source: "seed \(seed), \(writers) writers, \(kills) kills")
        var rounds = 0
        while outcome.kills < kills, rounds < 4 * kills {
            rounds += 1
            outcome.kills += try round(&books, &generator)
            if rounds % Self.roundsBetweenVerifications == 0 { books.verify(deep: false) }
        }
        // What was in doubt is retried, and everybody closes in peace.
        try finish(&books)
        books.verify(deep: true)
        outcome.acknowledged = books.acknowledged
        outcome.retriedAndThere = books.unacknowledgedThere
        outcome.events = books.events
        outcome.violations = books.violations
        return outcome
    }

    /// Starts all writers, kills them, and checks. Returns how many kills hit.
    private func round(
        _ books: inout LaneBooks, _ generator: inout SeededGenerator
    ) throws -> Int {
        // Now and then they close the ledger, and are killed in that.
        let appends = generator.chance(0.2) ? generator.draw(1...8) : nil
        let crowd = try (0..<writers).map { try start($0, books, appends: appends) }
        awaitMoment(crowd[0], appends: appends, &generator)
        var kills = 0
        for writer in crowd.shuffled(using: &generator) {
            if writer.child.killNow() { kills += 1 }
            if writers > 1, generator.chance(0.5) {
                Stopwatch.sleep(seconds: Double(generator.draw(0...4_000)) / 1e6)
            }
        }
        try collect(crowd, &books)
        return kills
    }

    private func awaitMoment(
        _ writer: LaneWriter, appends: Int?, _ generator: inout SeededGenerator
    ) {
        if generator.chance(0.3) {
            // Anywhere from the start of the process on.
            return Stopwatch.sleep(seconds: Double(generator.draw(0...60_000)) / 1e6)
        }
        let lines = appends.map { $0 * lanesEach } ?? generator.draw(1...24)
        writer.await(lines: lines, seconds: Self.secondsMax)
        Stopwatch.sleep(seconds: Double(generator.draw(0...2_500)) / 1e6)
    }

    private func finish(_ books: inout LaneBooks) throws {
        let crowd = try (0..<writers).map { try start($0, books, appends: 3) }
        for writer in crowd { try writer.child.wait(seconds: Self.secondsMax) }
        try collect(crowd, &books)
    }

    /// Two callers at once in each process, unless a broken writer guesses positions.
    private var lanesEach: Int { sabotage.isEmpty ? 2 : 1 }

    private func start(
        _ number: Int, _ books: LaneBooks, appends: Int?
    ) throws -> LaneWriter {
        let lanes = (0..<lanesEach).map { number * lanesEach + $0 }
            .map { "\($0):\(books.next($0))" }.joined(separator: ",")
        return try LaneWriter(
            ["append-lanes", "--home", folder, "--seed", "\(seed)", "--lanes", lanes]
                + (appends.map { ["--appends", "\($0)"] } ?? []) + sabotage,
            errors: folder + "-errors-\(number)")
    }

    private func collect(_ crowd: [LaneWriter], _ books: inout LaneBooks) throws {
        var acks: [Acknowledgement] = []
        for writer in crowd {
            acks += writer.acknowledged()
            let ending = try writer.child.wait(seconds: Self.secondsMax)
            let complaint = writer.complaint()
            if let code = ending.code, code != 0 {
                books.add("a writer ended with exit code \(code): \(complaint)")
            }
            for notice in writer.notices() where !notice.contains("waiting for") {
                books.add("a writer said: \(notice)")
            }
        }
        try books.check(acks)
    }
}
