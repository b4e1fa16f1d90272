internal import Foundation

/// The C program that does what the disk, SQLite and SHA-256 allow.
struct RawControl {
    /// What it prints.
    struct Report: Decodable {
        let events: Int
        let seconds: Double
    }

    private let path: String
    private let schema: String

    /// Compiles it, from the sources that lie beside the harness's own.
    init(_ bench: Bench) throws {
        guard let repository = GrokBinary.repository else {
            throw HarnessError("the sources of the raw C program are not beside the harness")
        }
        path = bench.folder.path + "/raw-append"
        schema = repository + "/Migrations/ledger/0001_ledger.sql"
        try CSource.compile("append.c", to: path, ["-lsqlite3", "-llz4"])
    }

    func append(
        events: Int, batch: Int, file: String, textBytes: Int = 0
    ) throws -> Report {
        try run(["append", "\(events)", "\(batch)", file, "\(textBytes)"])
    }

    func verify(file: String) throws -> Report {
        try run(["verify", file])
    }

    private func run(_ arguments: [String]) throws -> Report {
        let child = try Child.start(path, [schema] + arguments, output: .pipe)
        let text = child.lines?.next() ?? ""
        let ending = try child.wait(seconds: 1_800)
        guard ending.code == 0 else {
            throw HarnessError("the raw C program ended with \(ending.text)")
        }
        return try JSONDecoder().decode(Report.self, from: Data(text.utf8))
    }
}
