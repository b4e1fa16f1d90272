import Foundation
import GRDB
import Ledger
import LedgerStore

@testable import Projections

/// A home of a test's own, removed when the test is over.
final class TemporaryHome: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "projections-\(UUID().uuidString.lowercased())"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var database: String { path + "/orchestration.db" }

    /// The names of the files in it, sorted.
    var contents: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    func openTables(
        prompts: [DefaultPrompt] = .samples
    ) throws -> OrchestrationDatabase {
        try OrchestrationDatabase.open(
            ledger: try LedgerReader.open(directory: path), prompts: prompts)
    }

    /// Runs SQL as a stock `sqlite3` shell would: none of our settings.
    func sql(_ sql: String, in file: String = "orchestration.db") throws {
        let queue = try DatabaseQueue(path: path + "/" + file)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    /// What the `sqlite3` shell prints.
    func shell(_ sql: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["sqlite3", "-readonly", database, sql]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.trimmingCharacters(in: .newlines)
    }
}

extension [DefaultPrompt] {
    static let samples = (1...8).map { number in
        DefaultPrompt(
            name: "prompt-\(number)", template: "Look at {{code}} \(number)",
            variablesJSON: #"["code"]"#, description: "The \(number). of them")
    }
}
