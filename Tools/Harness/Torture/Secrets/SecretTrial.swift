internal import Foundation

/// A home whose accounts' keys are canaries, with canaries in other variables, too.
struct SecretTrial {
    let work: Workplace
    let folder: String
    let keys: [Canary]
    private let others: [Canary]
    private(set) var violations: [String] = []
    /// Commands whose output was searched.
    private(set) var commands = 0

    init(_ torture: Torture, name: String, port: Int, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        folder = try torture.folder.make(name)
        work = Workplace(grok: torture.grok, home: folder + "/home", port: port)
        keys = [Canary("xai-", &generator), Canary("sk_", &generator)]
        others = (0..<3).map { _ in Canary("", &generator) }
    }

    private var environment: [String: String] {
        [
            "GROK_API_KEY": keys[0].key, "GROK_API_KEY_2": keys[1].key,
            "XAI_API_KEY": others[0].key, "DATABASE_PASSWORD": others[1].key,
            "HTTPS_PROXY": "http://somebody:\(others[2].key)@127.0.0.1:9",
        ]
    }

    /// Runs a command and searches what it writes.
    /// - Parameter codes: How it may end.
    @discardableResult
    mutating func run(_ arguments: [String], codes: [Int32]) throws -> Workplace.Finished {
        let finished = try work.run(arguments, environment: environment)
        commands += 1
        let name = "`grok \(arguments.prefix(2).joined(separator: " "))`"
        violations += CanarySearch.text(finished.output, of: "the output of \(name)")
        violations += CanarySearch.text(finished.errors, of: "the errors of \(name)")
        if !codes.contains(finished.ending.code ?? -1) {
            violations.append(
                "\(name) ended with \(finished.ending.text): \(finished.errors.suffix(200))")
        }
        return finished
    }

    /// Every command that shows or copies anything.
    mutating func readEverything() throws {
        let latest = [
            ["orchestrate", "show", "latest"], ["orchestrate", "show", "latest", "--json"],
            ["orchestrate", "show", "latest", "--result"], ["ledger", "replay", "latest"],
            ["ledger", "replay", "latest", "--json"], ["ledger", "replay", "latest", "--report"],
        ]
        let copies = [
            ["ledger", "export", "-o", folder + "/events.jsonl", "--with-content"],
            ["ledger", "export", "--format", "cloudevents"],
            ["ledger", "export", "--format", "csv"],
            ["ledger", "backup", folder + "/backup"], ["ledger", "checkpoint"],
        ]
        let lists = [
            ["orchestrate", "list", "--json"], ["orchestrate", "list"], ["orchestrate", "docs"],
            ["orchestrate", "docs", "--json"], ["orchestrate", "stats", "--json"],
            ["ledger", "log"], ["ledger", "log", "--json"], ["ledger", "key"],
            ["ledger", "cost", "--by-account", "--json"], ["ledger", "cost", "--by-model"],
            ["ledger", "verify", "--deep"], ["ledger", "rebuild"],
        ]
        // A task without a result has none to show.
        for command in latest { try run(command, codes: [0, 1, 66]) }
        for command in lists + copies { try run(command, codes: [0]) }
    }

    /// Searches every file that is there, and every text as it was before compression.
    mutating func search() throws -> (files: Int, texts: Int) {
        violations += try CanarySearch.files(folder)
        let texts = try CanarySearch.texts(work.directory)
        violations += texts.found
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder).count
        return (files, texts.count)
    }

    mutating func add(_ violation: String) { violations.append(violation) }
}
