internal import Foundation
internal import Ledger
internal import LedgerStore

/// Canaries for keys, and a provider and a user who repeat them.
struct SecretsRow: TortureRow {
    static let name = "secrets"
    static let promise = "secrets stay out"

    private struct Outcome: Sendable {
        var requests = 0
        var commands = 0
        var files = 0
        var texts = 0
        var violations: [String] = []
    }

    func attack(_ torture: Torture) throws -> TortureResult {
        let rounds = torture.count(short: 1, long: 10)
        let scenes = (0..<rounds).flatMap { round in
            EchoScene.all.map { (scene: $0, seed: torture.seed &+ UInt64(round)) }
        }
        // They mostly wait for the next try.
        let outcomes = Parallel.map(scenes, width: 4 * torture.jobs) { scene, seed in
            Result { try self.echo(scene, torture, seed: seed) }
        }
        var sum = try prompts(torture)
        for outcome in outcomes {
            let outcome = try outcome.get()
            sum.requests += outcome.requests
            sum.commands += outcome.commands
            sum.files += outcome.files
            sum.texts += outcome.texts
            sum.violations += outcome.violations
        }
        return TortureResult(
            figure: "\(scenes.count) runs with a provider that repeats the key, "
                + "\(sum.requests) requests; \(sum.commands) outputs, \(sum.files) files and "
                + "\(sum.texts) texts searched: "
                + "\(sum.violations.count { $0.hasPrefix("a canary") }) canaries",
            violations: sum.violations)
    }

    private func echo(_ scene: EchoScene, _ torture: Torture, seed: UInt64) throws -> Outcome {
        let name = "secrets-\(scene)-\(seed)"
        defer { torture.folder.remove(name) }
        let provider = try EchoProvider(scene)
        defer { provider.end() }
        var trial = try SecretTrial(torture, name: name, port: provider.port, seed: seed)
        let endings: [Int32] = [0, 1, 2, 69, 75, 77]
        let run = ["orchestrate", "run", "Write a leaflet", "--max-wait", "1", "--save-doc"]
        try trial.run(run + ["-o", trial.folder + "/result.txt"], codes: endings)
        try trial.run(run + ["--json"], codes: endings)
        try trial.readEverything()
        let (files, texts) = try trial.search()
        if provider.requests == 0 { trial.add("nothing was sent (\(scene))") }
        return Outcome(
            requests: provider.requests, commands: trial.commands, files: files, texts: texts,
            violations: trial.violations.map { "\($0) (\(scene), seed \(seed))" })
    }

    /// Keys where a person may put them by mistake: refused before anything is written or sent.
    private func prompts(_ torture: Torture) throws -> Outcome {
        defer { torture.folder.remove("secrets-prompts") }
        let provider = try EchoProvider(.inAnswers)
        defer { provider.end() }
        var trial = try SecretTrial(
            torture, name: "secrets-prompts", port: provider.port, seed: torture.seed)
        let run = ["orchestrate", "run"]
        let badData: [Int32] = [65]
        let file = trial.folder + "-context.txt"
        defer { unlink(file) }
        for key in trial.keys.map(\.key) {
            try Data("# settings\nAPI_KEY=\(key)\n".utf8).write(to: URL(fileURLWithPath: file))
            try trial.run(run + ["Is \(key) valid?"], codes: badData)
            try trial.run(run + ["Read this", "--context", "key: \(key)."], codes: badData)
            try trial.run(run + ["Read this", "--context-file", file], codes: badData)
            try trial.run(run + ["Read this", "--model", "complex=\(key)"], codes: badData)
            try trial.run(run + ["Write", "-o", trial.folder + "/\(key).txt"], codes: badData)
            try trial.run(run + ["Read this", "--api-key", key], codes: [64])
            try trial.run(run + ["Read this", key], codes: [64])
            try trial.run(["ledger", "redact", "latest", "--reason", key, "--yes"], codes: badData)
            try trial.run(["orchestrate", "show", key], codes: badData)
        }
        if trial.work.hasLedger || provider.requests > 0 {
            trial.add("a task with a key in it was recorded or sent")
        }
        try trial.run(run + ["Write a leaflet"], codes: [0])
        try trial.readEverything()
        let (files, texts) = try trial.search()
        return Outcome(
            requests: provider.requests, commands: trial.commands, files: files, texts: texts,
            violations: trial.violations.map { "\($0) (prompts)" })
    }

    /// Canaries that lie where nothing keeps them out: one in a file, one in a text that is
    /// compressed in such a way that it stands nowhere in the file.
    func control(_ torture: Torture) throws -> TortureResult {
        let folder = try torture.folder.make("secrets-control")
        defer { torture.folder.remove("secrets-control") }
        try Self.plant(
            "CANA- RYCANA- and a lot of words that are a lot of words: CANARYCANARY, "
                + String(repeating: "and a lot of words ", count: 20), in: folder)
        let hidden = try CanarySearch.files(folder)
        let texts = try CanarySearch.texts(folder).found
        try Data("key=\(Canary.mark)".utf8)
            .write(to: URL(fileURLWithPath: folder + "/settings.txt"))
        let plain = try CanarySearch.files(folder)
        let isCaught = hidden.isEmpty && texts.count == 1 && plain.count == 1
        return TortureResult(
            figure: "planted one in a file and one in a compressed text, which is hidden from a "
                + "search of the file: found \(plain.count) and \(texts.count)",
            violations: isCaught ? plain + texts : [])
    }

    private static func plant(_ text: String, in folder: String) throws {
        let child = try Child.start(
            GrokBinary.executable, ["plant-text", "--home", folder, "--text", text])
        guard try child.wait(seconds: 60).code == 0 else {
            throw HarnessError("the text could not be planted")
        }
    }
}
