internal import Foundation

/// Two processes that do nothing but copy the write-ahead log, against one that writes: the shape
/// in which SQLite before 3.51.3 can corrupt a file, which the lock must rule out.
struct CheckpointTrial: Sendable {
    let seed: UInt64
    let folder: String
    let seconds: Double

    struct Outcome: Sendable {
        var appends = 0
        var checkpoints = 0
        var violations: [String] = []
    }

    func run() throws -> Outcome {
        var books = LaneBooks(
            directory: folder, source: "seed \(seed), two checkpointers and a writer")
        let writer = try LaneWriter(
            [
                "append-hot", "--home", folder, "--seed", "\(seed)", "--lane", "0",
                "--appends", "1000000000", "--seconds", "\(seconds)",
            ], errors: folder + "-errors-writer")
        writer.await(lines: 1, seconds: 60)
        let checkpointers = try (0..<2).map { number in
            try LaneWriter(
                ["checkpoint-loop", "--home", folder, "--seconds", "\(seconds)"],
                errors: folder + "-errors-\(number)")
        }
        // Read meanwhile, as commands do: what is there must be whole at every moment.
        while !writer.child.isOver {
            Stopwatch.sleep(seconds: 0.25)
            try books.check([])
            if books.violations.isEmpty { continue }
            // Enough is known.
            for process in [writer] + checkpointers { _ = process.child.killNow() }
        }
        var outcome = Outcome()
        for process in [writer] + checkpointers {
            let ending = try process.child.wait(seconds: 120)
            let complaint = process.complaint()
            if ending.code != 0 { books.add("a process ended with \(ending.text): \(complaint)") }
            for notice in process.notices() where !notice.contains("waiting for") {
                books.add("a process said: \(notice)")
            }
            outcome.checkpoints += process.number(after: "checkpoints ")
        }
        let acknowledged = writer.acknowledged()
        try books.check(acknowledged)
        books.verify(deep: true)
        outcome.appends = acknowledged.count
        outcome.violations = books.violations + (try CrowdRow.integrity(folder))
        return outcome
    }
}
