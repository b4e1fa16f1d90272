internal import Foundation
internal import LedgerStore
internal import Migrations

/// A home that is being made by a process which dies at one call.
struct BirthTrial: Sendable {
    let killSwitch: KillSwitch
    let folder: TemporaryFolder
    /// What makes the migration fail on purpose.
    var sabotage: [String] = []

    /// A database of the home in one of the two states that it may be in.
    private static let databases = [
        (file: "ledger.db", newest: LedgerMigrations.format),
        (file: "orchestration.db", newest: OrchestrationMigrations.version),
    ]

    func run(killAt call: Int) -> Result<KillTrial, any Error> {
        Result {
            let name = "birth-\(call)" + sabotage.joined()
            let work = try folder.make(name)
            defer { folder.remove(name) }
            let home = work + "/home"
            try FileManager.default.createDirectory(
                atPath: home, withIntermediateDirectories: true)
            let ending = try open(
                home, sabotage, errors: work + "/first",
                environment: killSwitch.environment(at: call))
            var violations: [String] = []
            if ending.ending.signal == nil, ending.ending.code != 0 {
                violations.append("the first open ended with \(ending.text)")
            }
            violations += try halves(home, copy: work + "/copy")
            let again = try open(home, [], errors: work + "/second", environment: [:])
            if again.ending.code != 0 {
                violations.append("the next open ended with \(again.text)")
            } else {
                violations += try whole(home)
            }
            return KillTrial(
                wasKilled: ending.ending.signal == SIGKILL,
                violations: violations.map { "\($0) (killed at call \(call))" })
        }
    }

    private func open(
        _ home: String, _ arguments: [String], errors: String, environment: [String: String]
    ) throws -> (ending: Ending, text: String) {
        let child = try Child.start(
            GrokBinary.executable, ["open-home", "--home", home] + arguments,
            environment: environment, errors: .file(errors))
        let ending = try child.wait(seconds: 60)
        let data = FileManager.default.contents(atPath: errors) ?? Data()
        return (ending, ending.text + ": " + String(decoding: data, as: UTF8.self).suffix(300))
    }

    /// What is neither old nor new, in a copy, because looking at it completes what SQLite can.
    private func halves(_ home: String, copy: String) throws -> [String] {
        try FileManager.default.copyItem(atPath: home, toPath: copy)
        return try Self.databases.compactMap { file, newest in
            let path = copy + "/" + file
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            guard let size = attributes?[.size] as? Int, size > 0 else { return nil }
            let database = try RawDatabase(path)
            let version = try database.run("PRAGMA user_version").first?.flatMap { Int($0) }
            let objects = try database.run("SELECT count(*) FROM sqlite_schema")
                .first?.flatMap { Int($0) }
            switch (version, objects) {
            case (0, 0): return nil
            case (newest, .some(let count)) where count > 0: return nil
            default:
                return "half-migrated: \(file) has version \(version ?? -1) and "
                    + "\(objects ?? -1) objects"
            }
        }
    }

    private func whole(_ home: String) throws -> [String] {
        var found: [String] = []
        let report = try Verifier(directory: home).run(deep: true)
        if let problem = report.problem { found.append("verification: \(problem)") }
        for (file, newest) in Self.databases {
            let database = try RawDatabase(home + "/" + file, .reading)
            let version = try database.run("PRAGMA user_version")
            let integrity = try database.run("PRAGMA integrity_check")
            if version != ["\(newest)"] || integrity != ["ok"] {
                found.append("\(file) is of version \(version), integrity \(integrity)")
            }
        }
        return found
    }
}
