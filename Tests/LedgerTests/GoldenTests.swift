import Foundation
import Ledger
import Testing

@Suite("Golden files: what is stored is read for ever")
struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("Golden")
    private static let documentation = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Docs/Events.md")

    /// The golden bodies: file name without extension, and content without the last newline.
    private static func bodies() throws -> [(name: String, body: String)] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".json") }
            .map { name in
                let text = try String(
                    contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
                return (String(name.dropLast(5)), String(text.dropLast()))
            }
    }

    /// `attempt-failed.v1` of `attempt-failed.v1.least`.
    private static func type(_ name: String) -> String {
        name.split(separator: ".").prefix(2).joined(separator: ".")
    }

    @Test("Every golden body decodes, and encodes to the same bytes again")
    func stable() throws {
        for (name, body) in try Self.bodies() {
            let event = try Event(type: Self.type(name), body: body)
            #expect(event.type == Self.type(name))
            #expect(try event.encodedBody() == body, "\(name)")
            #expect(CanonicalJSONCheck.problem(in: body) == nil, "\(name)")
        }
    }

    @Test("Every sample encodes to its golden body; a missing file is written, and fails")
    func samples() throws {
        for (name, event) in GoldenSamples.all {
            let file = Self.folder.appendingPathComponent(name + ".json")
            let encoded = try event.encodedBody()
            guard FileManager.default.fileExists(atPath: file.path) else {
                try Data((encoded + "\n").utf8).write(to: file)
                Issue.record("\(name).json was missing and has been written: look at it")
                continue
            }
            let body = String(try String(contentsOf: file, encoding: .utf8).dropLast())
            #expect(body == encoded, "\(name)")
            #expect(try Event(type: Self.type(name), body: body) == event, "\(name)")
        }
    }

    @Test("Every event has a golden file, and every golden file a sample")
    func complete() throws {
        let names = try Self.bodies().map(\.name)
        #expect(Set(names.map(Self.type)) == Set(Event.knownTypes))
        #expect(names.sorted() == GoldenSamples.all.map(\.name).sorted())
    }

    @Test("No word of the vocabulary is ever lost or changed")
    func vocabulary() throws {
        func words<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> String {
            "\(type): " + Word.allCases.map(\.rawValue).sorted().joined(separator: " ")
        }
        let now = [
            words(World.self), words(Strategy.self), words(Routing.self), words(Complexity.self),
            words(CallKind.self), words(AnswerOutcome.self), words(FailureReason.self),
            words(PlanProblemCode.self), words(PauseReason.self), words(ResultStatus.self),
            words(TaskFailureReason.self), words(DocumentFormat.self),
            words(EnablementReason.self), words(Charge.Label.self),
            words(CancellationReason.self), words(Resolution.self), words(ResolutionSource.self),
            words(PlanSource.self), words(BudgetScope.self),
            words(PriceBookSource.self), words(AdjustmentReason.self),
            words(DisablementReason.self),
        ]
        let golden = try String(
            contentsOf: Self.folder.appendingPathComponent("vocabulary.txt"), encoding: .utf8
        ).split(separator: "\n")
        #expect(golden.count == now.count)
        for (line, current) in zip(golden, now) {
            let words = Set(current.split(separator: " "))
            for word in line.split(separator: " ") {
                #expect(words.contains(word), "\(word) of \(line)")
            }
        }
    }

    @Test("The vector of three events has its lines, leaves and roots")
    func vector() throws {
        let golden = try String(
            contentsOf: Self.folder.appendingPathComponent("vector.txt"), encoding: .utf8)
        var frontier = Frontier.empty
        var text = ""
        for record in VectorSample.records {
            let leaf = record.leaf
            #expect(leaf == Hash(of: [0] + Array(record.line.utf8)))
            _ = frontier.append(leaf)
            text += "\(record.line)\nleaf \(leaf)\nroot \(frontier.root)\n"
        }
        #expect(text == golden)
        #expect(frontier.size == 3)
    }

    @Test("Docs/Events.md has the vector, every event and every field")
    func documented() throws {
        let page = try String(contentsOf: Self.documentation, encoding: .utf8)
        let golden = try String(
            contentsOf: Self.folder.appendingPathComponent("vector.txt"), encoding: .utf8)
        for line in golden.split(separator: "\n") {
            #expect(page.contains(line), "\(line)")
        }
        for (name, body) in try Self.bodies() {
            let type = Self.type(name)
            let heading = try #require(page.range(of: "### \(type)\n"), "\(type)")
            let section = page[heading.upperBound...].components(separatedBy: "\n##")[0]
            let value = try JSONSerialization.jsonObject(with: Data(body.utf8))
            let fields = try #require(value as? [String: Any]).keys
            for field in fields {
                #expect(section.contains("`\(field)`"), "\(field) of \(type)")
            }
        }
        for word in Event.knownTypes + FailureReason.allCases.map(\.rawValue) {
            #expect(page.contains(word), "\(word)")
        }
    }
}

/// The three events of the vector in Docs/Events.md.
enum VectorSample {
    private static let ids = (0..<4).map {
        EventID(high: 0x0198_0000_0000_7000, low: 0x8000_0000_0000_0000 + UInt64($0))
    }

    static let records: [EventRecord] = [
        record(
            1, "ledger", 1, "ledger-opened.v1", nil, nil,
            #"{"format":1,"ledger":"\#(ids[0])","program":"grok/0.1.0","sqlite":"3.40.1","#
                + #""world":"live"}"#),
        record(
            2, "task-0123456789ab", 1, "task-paused.v1", ids[2], nil, #"{"reason":"interrupted"}"#),
        record(3, "ledger", 2, "clock-stepped.v1", ids[2], ids[2], #"{"step_us":-1000000}"#),
    ]

    private static func record(
        _ position: Int64, _ stream: String, _ version: Int64, _ type: String,
        _ correlation: EventID?, _ causation: EventID?, _ body: String
    ) -> EventRecord {
        EventRecord(
            position: position, id: ids[Int(position)], stream: StreamName(text: stream),
            version: version, type: type,
            recordedAt: Timestamp(microseconds: 1_763_800_000_000_000 + position),
            correlation: correlation, causation: causation, actor: "grok/0.1.0", body: body)
    }
}
