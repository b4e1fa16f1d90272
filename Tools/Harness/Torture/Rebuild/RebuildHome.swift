internal import Foundation

/// A home whose tables are made anew again and again.
struct RebuildHome {
    let work: Workplace

    var tables: String { work.directory + "/orchestration.db" }

    /// Makes one with a generated ledger and its tables.
    init(_ torture: Torture, name: String, calls: Int) throws {
        work = Workplace(grok: torture.grok, home: try torture.folder.make(name), port: 1)
        _ = try Worker.run(
            ["generate-ledger", "--home", work.directory, "--calls", "\(calls)"],
            as: GeneratedHome.Report.self)
        try expect(try work.run(["ledger", "cost", "--quiet"]), codes: [0])
    }

    /// Whether a rebuild that was killed left the file that it was making.
    var hasLeftover: Bool {
        FileManager.default.fileExists(atPath: work.directory + "/orchestration.rebuild.db")
    }

    /// How long an undisturbed rebuild takes that finds a difference.
    func measure() throws -> Double {
        try (0..<3).map { _ in
            try disturb()
            let finished = try work.run(["ledger", "rebuild", "--quiet"])
            try expect(finished, codes: [5])
            return finished.ending.seconds
        }.max() ?? 0
    }

    /// Changes something in the tables, so that a rebuild has to replace them. With the lock held,
    /// as everybody who writes must.
    func disturb() throws {
        let lock = open(work.directory + "/orchestration.lock", O_RDWR | O_CLOEXEC)
        defer { close(lock) }
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw HarnessError("the lock of the tables cannot be taken")
        }
        try RawDatabase(tables).run("UPDATE prompts SET template = template || 'x'")
    }

    /// The tables as one file of bytes.
    func copyTables() throws -> Data {
        let copy = work.home + "/copy.db"
        try? FileManager.default.removeItem(atPath: copy)
        try RawDatabase(tables, .reading).run("VACUUM INTO '\(copy)'")
        return try Data(contentsOf: URL(fileURLWithPath: copy))
    }

    /// Writes the first part of `file` over the tables.
    func overwrite(with file: Data, share: Double) throws {
        let descriptor = open(tables, O_WRONLY | O_CLOEXEC)
        defer { close(descriptor) }
        let pages = max(1, Int(Double(file.count / 4_096) * share))
        let part = file.prefix(pages * 4_096)
        let written = part.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        guard descriptor >= 0, written == part.count else {
            throw HarnessError("\(tables) cannot be written")
        }
    }

    /// Everything works as if nothing had happened: what is wrong.
    func finish() throws -> [String] {
        var violations: [String] = []
        func judge(_ arguments: [String], _ codes: [Int32]) throws {
            let finished = try work.run(arguments)
            guard let code = finished.ending.code, codes.contains(code) else {
                return violations.append(
                    "\(arguments.joined(separator: " ")): \(finished.ending.text), "
                        + finished.errors)
            }
        }
        try judge(["ledger", "rebuild", "--quiet"], [0, 5])
        try judge(["ledger", "rebuild", "--quiet"], [0])
        try judge(["ledger", "verify"], [0])
        if hasLeftover { violations.append("the file of a killed rebuild is still there") }
        if let problem = TableWitness.problem(in: tables) { violations.append(problem) }
        return violations
    }

    private func expect(_ finished: Workplace.Finished, codes: [Int32]) throws {
        guard let code = finished.ending.code, codes.contains(code) else {
            throw HarnessError("the home cannot be prepared: \(finished.errors)")
        }
    }
}
