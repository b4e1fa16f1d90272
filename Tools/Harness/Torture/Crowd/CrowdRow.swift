/// Many processes on one ledger: stopped in the middle of what they do, and copying the
/// write-ahead log against a writer.
struct CrowdRow: TortureRow {
    static let name = "crowd"
    static let promise = "many processes, one ledger"

    private static let processes = 8
    private static let appendsEach = 250

    func attack(_ torture: Torture) throws -> TortureResult {
        let rounds = torture.count(short: 1, long: 20)
        var stops = 0
        var events: Int64 = 0
        var violations: [String] = []
        for round in 0..<rounds {
            let name = "crowd-\(round)"
            defer { torture.folder.remove(name) }
            let books = try hot(
                torture.folder.make(name) + "/home", seed: torture.seed &+ UInt64(round), &stops)
            events += books.events
            violations += books.violations
        }
        let seconds = Double(torture.count(short: 5, long: 600))
        defer { torture.folder.remove("checkpoints") }
        let duel = try CheckpointTrial(
            seed: torture.seed, folder: torture.folder.make("checkpoints") + "/home",
            seconds: seconds
        ).run()
        violations += duel.violations
        return TortureResult(
            figure: "\(rounds) × \(Self.processes) × \(Self.appendsEach) hot appends, "
                + "\(stops) stops; two checkpointers for \(Int(seconds)) s: "
                + "\(duel.checkpoints) checkpoints against \(duel.appends) appends",
            violations: violations)
    }

    private func hot(_ home: String, seed: UInt64, _ stops: inout Int) throws -> LaneBooks {
        var books = LaneBooks(directory: home, source: "seed \(seed)")
        let crowd = try (0..<Self.processes).map { lane in
            try LaneWriter(
                [
                    "append-hot", "--home", home, "--seed", "\(seed)", "--lane", "\(lane)",
                    "--appends", "\(Self.appendsEach)",
                ], errors: home + "-errors-\(lane)")
        }
        let disturbance = Disturbance(crowd.map(\.child), seed: seed, windowMs: 400)
        var acknowledged: [Acknowledgement] = []
        for process in crowd {
            let ending = try process.child.wait(seconds: 240)
            let complaint = process.complaint()
            if ending.code != 0 { books.add("a process ended with \(ending.text): \(complaint)") }
            for notice in process.notices() where !notice.contains("waiting for") {
                books.add("a process said: \(notice)")
            }
            acknowledged += process.acknowledged()
        }
        disturbance.end()
        stops += disturbance.count
        try books.check(acknowledged)
        books.verify(deep: true)
        let expected = Self.processes * Self.appendsEach
        if acknowledged.count != expected || books.events != Int64(expected + 1) {
            books.add("\(acknowledged.count) appends returned, \(books.events) events are there")
        }
        for problem in try Self.integrity(home) { books.add(problem) }
        return books
    }

    /// What SQLite itself says of the file.
    static func integrity(_ home: String) throws -> [String] {
        let database = try RawDatabase(home + "/ledger.db", .reading)
        let found = try database.run("PRAGMA integrity_check").compactMap(\.self)
        return found == ["ok"] ? [] : ["integrity: \(found.prefix(3).joined(separator: "; "))"]
    }

    /// The same crowd without the lock and with deferred transactions.
    func control(_ torture: Torture) throws -> TortureResult {
        let folder = try torture.folder.make("crowd-control")
        defer { torture.folder.remove("crowd-control") }
        let file = folder + "/raw.db"
        try RawDatabase(file).run(DeferredCommand.schema)
        let crowd = try (0..<Self.processes).map { number in
            try LaneWriter(
                ["append-deferred", "--file", file, "--appends", "\(Self.appendsEach)"],
                errors: folder + "/errors-\(number)")
        }
        var busy = 0
        for process in crowd {
            let ending = try process.child.wait(seconds: 240)
            guard ending.code == 0 else {
                throw HarnessError("the control ended with \(ending.text): \(process.complaint())")
            }
            busy += process.number(after: "busy ")
        }
        return TortureResult(
            figure: "no lock, deferred BEGIN: \(busy) of "
                + "\(Self.processes * Self.appendsEach) appends found it busy",
            violations: busy == 0 ? [] : ["\(busy) appends found the database busy"])
    }
}
