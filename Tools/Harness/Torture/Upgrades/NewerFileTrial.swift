internal import Foundation

/// A home in which a newer program has been: every command of this one refuses it in one sentence
/// and changes nothing.
struct NewerFileTrial {
    let home: FilledHome
    private static let newer = 99
    /// EX_DATAERR.
    private static let refused: Int32 = 65

    struct Outcome {
        var refusals = 0
        var violations: [String] = []
    }

    private static let onTables = [
        ["orchestrate", "run", "Write another"], ["orchestrate", "list"],
        ["orchestrate", "docs"], ["orchestrate", "stats"], ["orchestrate", "resume", "latest"],
        ["ledger", "cost"], ["ledger", "rebuild"],
    ]

    private static func onLedger(_ folder: String) -> [[String]] {
        onTables + [
            ["orchestrate", "show", "latest"], ["ledger", "log"], ["ledger", "verify"],
            ["ledger", "replay", "latest"],
            ["ledger", "checkpoint"], ["ledger", "prove", "1"], ["ledger", "export"],
            ["ledger", "backup", folder + "/backup"],
            ["ledger", "redact", "latest", "--reason", "none", "--yes"],
        ]
    }

    func run() throws -> Outcome {
        var outcome = Outcome()
        for inLog in [false, true] {
            try tryAll(
                "ledger.db", isInLog: inLog, commands: Self.onLedger, &outcome)
        }
        try tryAll("orchestration.db", isInLog: false, commands: { _ in Self.onTables }, &outcome)
        return outcome
    }

    /// - Parameter isInLog: Whether the file itself still says the old number, and only the
    ///   write-ahead log the new one.
    private func tryAll(
        _ file: String, isInLog: Bool, commands: (String) -> [[String]],
        _ outcome: inout Outcome
    ) throws {
        let name = "newer-\(file)-\(isInLog)"
        let work = try home.copy(name)
        defer { home.remove(name) }
        let database = try RawDatabase(work.directory + "/" + file)
        try database.run("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = \(Self.newer)")
        if !isInLog { try database.run("PRAGMA wal_checkpoint(TRUNCATE)") }
        // Open until the end: whoever closes last would copy the log.
        defer { withExtendedLifetime(database) {} }
        let before = try contents(work.home)
        for command in commands(work.home + "-other") {
            let finished = try work.run(command)
            outcome.refusals += 1
            // Before it, which task is meant.
            let lines = finished.errors.split(separator: "\n")
                .filter { !$0.hasPrefix("latest is ") }
            let isSentence = lines.count == 1 && lines[0].contains("\(Self.newer)")
            if finished.ending.code != Self.refused || !isSentence || !finished.output.isEmpty {
                outcome.violations.append(
                    "`grok \(command.joined(separator: " "))` on a newer \(file) ended with "
                        + "\(finished.ending.text): \(finished.output.prefix(80))"
                        + finished.errors.suffix(300))
            }
        }
        let after = try contents(work.home)
        if after != before {
            let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
            outcome.violations.append(
                "commands on a newer \(file) changed \(changed.sorted().joined(separator: ", "))")
        }
    }

    /// Every file but the index of a write-ahead log, which readers use.
    private func contents(_ folder: String) throws -> [String: Data] {
        var found: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where !name.hasSuffix("-shm") {
            found[name] = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
        }
        return found
    }
}
