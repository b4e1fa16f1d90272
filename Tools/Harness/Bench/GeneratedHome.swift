internal import Foundation

/// A home with a generated ledger, made by a process of its own so that the harness stays small:
/// Linux would count its memory as that of the processes it starts.
enum GeneratedHome {
    /// What `generate-ledger` prints.
    struct Report: Codable {
        let calls: Int
        let events: Int64
        let seconds: Double
    }

    /// Makes it unless this run of the benchmark has made it already.
    static func make(_ bench: Bench, calls: Int) throws -> (work: Workplace, report: Report) {
        let home = bench.folder.path + "/generated-\(calls)"
        let work = bench.reader(home: home)
        let note = home + "/generated.json"
        if let data = FileManager.default.contents(atPath: note) {
            return (work, try JSONDecoder().decode(Report.self, from: data))
        }
        _ = try bench.folder.make("generated-\(calls)")
        Say.progress("generating a ledger of \(calls) calls")
        let report = try Worker.run(
            ["generate-ledger", "--home", work.directory, "--calls", "\(calls)"],
            as: Report.self)
        try JSONEncoder().encode(report).write(to: URL(fileURLWithPath: note))
        return (work, report)
    }
}
