/// Appending through the program's own store and in raw C, in turns.
enum AppendBench {
    private struct Case {
        let id: String
        let name: String
        let events: Int
        let batch: Int
        let textBytes: Int
        let ratioMin: Double
    }

    private static let cases = [
        Case(
            id: "append-1", name: "append: one event a commit", events: 2_000, batch: 1,
            textBytes: 0, ratioMin: 0.85),
        Case(
            id: "append-100", name: "append: 100 events with a text each a commit",
            events: 50_000, batch: 100, textBytes: 640, ratioMin: 0.8),
    ]

    static func figures(_ bench: Bench) throws -> [Figure] {
        let raw = try RawControl(bench)
        return try cases.flatMap { try figures($0, bench, raw) }
    }

    private static func figures(
        _ test: Case, _ bench: Bench, _ raw: RawControl
    ) throws -> [Figure] {
        let events = bench.isQuick ? test.events / 5 : test.events
        var number = 0
        let pairs = try bench.runs(7) {
            number += 1
            let name = "\(test.id)-\(number)"
            let folder = try bench.folder.make(name)
            defer { bench.folder.remove(name) }
            let ours = try Worker.run(
                [
                    "append-events", "--home", folder + "/home", "--events", "\(events)",
                    "--batch", "\(test.batch)", "--text-bytes", "\(test.textBytes)",
                ], as: AppendCommand.Report.self)
            let theirs = try raw.append(
                events: events, batch: test.batch, file: folder + "/raw.db",
                textBytes: test.textBytes)
            return (Double(events) / ours.seconds, Double(events) / theirs.seconds)
        }
        return [
            Figure(test.id, test.name, "events/s", pairs.map(\.0)),
            Figure(test.id + "-raw", test.name + ", raw C", "events/s", pairs.map(\.1)),
            Figure(
                test.id + "-ratio", test.name + ", to raw C", "×", pairs.map { $0.0 / $0.1 },
                .atLeast(test.ratioMin)),
        ]
    }
}
