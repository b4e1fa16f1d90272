internal import Foundation

/// What a growing history costs that is sent again with every call.
enum BytesBench {
    static func figures(_ bench: Bench) throws -> [Figure] {
        let home = try bench.folder.make("history")
        let report = try Worker.run(
            ["resend-history", "--home", home], as: HistoryCommand.Report.self)
        let database = home + "/ledger.db"
        let texts = try SQLiteShell.integer("SELECT sum(length(data)) FROM blobs", in: database)
        let pages = try SQLiteShell.integer(
            "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%blobs%'", in: database)
        let json = Double(report.jsonBytes)
        return [
            Figure(
                "bytes-texts",
                "bytes: 20 calls resend \(report.jsonBytes) bytes of JSON, to the texts stored",
                "×", [json / Double(texts)], .atLeast(13)),
            Figure(
                "bytes-pages", "bytes: the same, to the pages of the blobs with their indexes",
                "×", [json / Double(pages)]),
        ]
    }
}

/// The stock `sqlite3` shell.
enum SQLiteShell {
    static func integer(_ sql: String, in database: String) throws -> Int {
        let child = try Child.start(
            "/usr/bin/env", ["sqlite3", "-readonly", database, sql],
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""],
            output: .pipe)
        let text = child.lines?.next() ?? ""
        let ending = try child.wait(seconds: 60)
        guard ending.code == 0, let value = Int(text) else {
            throw HarnessError("sqlite3 ended with \(ending.text) instead of a number")
        }
        return value
    }
}
