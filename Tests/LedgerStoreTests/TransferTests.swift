import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Export and import")
struct TransferTests {
    private let home = TemporaryHome()
    private let other = TemporaryHome()
    private var file: String { home.path + "/books.jsonl" }

    /// A ledger with texts, written out as the command does it.
    @discardableResult
    private func export(
        events: Int = 300, content: Bool = true, selection: ExportSelection = ExportSelection()
    ) async throws -> ExportHead {
        let log = try home.open()
        for index in 0..<events {
            let blob = try log.blob("text \(index % 7) \"\\\u{1} 東京 \(index)")
            _ = try await log.append([try .citing(blob, stream: "s\(index % 5)")], blobs: [blob])
        }
        let source = try ExportSource(log.reader, selection)
        var lines = ""
        let count = try source.forEachEvent { lines += $0.line + "\n" }
        try Data(lines.utf8).write(to: URL(fileURLWithPath: file))
        if content {
            var blobs = ""
            _ = try source.forEachBlob { blobs += try $0.line() + "\n" }
            try Data(blobs.utf8).write(to: URL(fileURLWithPath: file + ".blobs"))
        }
        let head = ExportHead(source, events: count, content: content)
        try Data(head.encoded().utf8).write(to: URL(fileURLWithPath: file + ".head"))
        await log.close()
        return head
    }

    private func edit(_ suffix: String, _ change: (inout [String]) -> Void) throws {
        let path = file + suffix
        var lines = try String(contentsOfFile: path, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        change(&lines)
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func importer(root: Hash? = nil) throws -> LedgerImporter {
        try LedgerImporter(path: file, root: root, world: .live)
    }

    /// The import is refused with a sentence that contains `words`, and nothing stays behind.
    private func expectRefusal(
        _ words: String, root: Hash? = nil, location: SourceLocation = #_sourceLocation
    ) {
        let error = #expect(throws: (any Error).self, sourceLocation: location) {
            try importer(root: root).run(into: other.path)
        }
        let sentence = error.map { "\($0)" } ?? ""
        #expect(sentence.contains(words), "\(sentence)", sourceLocation: location)
        #expect(
            !FileManager.default.fileExists(atPath: other.path), sourceLocation: location)
    }

    @Test("A whole export arrives at the same root, byte for byte, with every text")
    func roundTrip() async throws {
        let head = try await export()
        let report = try importer().run(into: other.path)
        #expect(report.head.root.hexadecimal == head.root)
        #expect(report.head.size == head.size)
        #expect(other.contents == ["ledger.db", "ledger.lock"])
        let there = try LedgerReader.open(directory: other.path)
        let here = try LedgerReader.open(directory: home.path)
        #expect(there.ledgerID == here.ledgerID)
        var lines: [String] = []
        try here.forEach(from: 1) { lines.append($0.line) }
        try there.forEach(from: 1) { #expect($0.line == lines[Int($0.position) - 1]) }
        #expect(try Verifier(there).run(deep: true).ok)
        // The texts have the same names, and so they have the same salts.
        let texts = "SELECT group_concat(hex(commitment) || hex(salt) || size) FROM blobs"
        let ours: String? = try home.fetch(texts)
        #expect(try other.fetch(texts) == ours)
        let log = try other.open()
        _ = try await log.append([try .some()])
        #expect(try Verifier(log.reader).run(deep: true).ok)
        await log.close()
    }

    @Test("Without its texts an export is imported, too, and every text is known to be missing")
    func withoutTexts() async throws {
        let head = try await export(content: false)
        let report = try importer().run(into: other.path)
        #expect(report.texts == nil)
        #expect(report.head.root.hexadecimal == head.root)
        let there = try LedgerReader.open(directory: other.path)
        #expect(try Verifier(there).run(deep: true).ok)
        let records = try there.events(of: StreamName(text: "s0"))
        #expect(try there.missingTexts(of: records) == records.count)
    }

    @Test("A root that somebody kept stands in for the head, and another one is refused")
    func rootGiven() async throws {
        let head = try await export(content: false)
        try FileManager.default.removeItem(atPath: file + ".head")
        expectRefusal("nothing says where")
        expectRefusal("have the root", root: Hash(of: [1]))
        let report = try importer(root: Hash(hexadecimal: head.root)).run(into: other.path)
        #expect(report.head.size == head.size)
    }

    @Test("An export that is not whole, not in order or not as it was is refused without a trace")
    func badEvents() async throws {
        try await export()
        let whole = try String(contentsOfFile: file, encoding: .utf8)
        func refused(_ words: String, _ change: (inout [String]) -> Void) throws {
            try edit("", change)
            expectRefusal(words)
            try whole.write(toFile: file, atomically: true, encoding: .utf8)
        }
        try refused("its head says") { $0.remove(at: $0.count - 2) }
        try refused("cut off in line 301") {
            $0[300].removeLast(5)
            $0.removeLast()
        }
        try refused("its position is 11") { $0.remove(at: 9) }
        try refused("its position is 10") { $0.swapAt(8, 9) }
        try refused("have the root") {
            $0[20] = $0[20].replacing(#""subtask":1"#, with: #""subtask":2"#)
        }
        try refused("not spelled") {
            $0[20] = $0[20].replacing(#""version":"#, with: #""version":0"#)
        }
        try refused("canonical JSON") {
            $0[20] = $0[20].replacing(#""subtask":1"#, with: #""subtask": 1"#)
        }
        try refused("is not an event line") { $0[20] = "{}" }
        try refused("bytes, at most") { $0[20] = String(repeating: "x", count: 65_536) }
        try refused("is not an event line") { $0 = [""] + $0 }
        try refused("is not ledger-opened.v1") {
            $0[0] = $0[0].replacing("ledger-opened", with: "ledger-closed")
        }
        let id = try #require(whole.firstMatch(of: #/"id":"([^"]+)"/#)).1
        try refused("its id stands on an earlier line") { lines in
            lines[20] = lines[20].replacing(#/"id":"[^"]+"/#, with: "\"id\":\"\(id)\"")
        }
        try refused("at version") {
            $0[20] = $0[20].replacing(#/"version":\d+/#, with: "\"version\":99")
        }
        try "".write(toFile: file, atomically: true, encoding: .utf8)
        expectRefusal("there is none")
    }

    @Test("A text that is another one, too large or missing is refused without a trace")
    func badTexts() async throws {
        try await export(events: 20)
        let whole = try String(contentsOfFile: file + ".blobs", encoding: .utf8)
        func refused(_ words: String, _ change: (inout [String]) -> Void) throws {
            try edit(".blobs", change)
            expectRefusal(words)
            try whole.write(toFile: file + ".blobs", atomically: true, encoding: .utf8)
        }
        try refused("its text and salt are those of") {
            $0[3] = $0[3].replacing("text 3", with: "text 4")
        }
        try refused("its text and salt are those of") {
            $0[3] = $0[3].replacing(
                #/"salt":"../#, with: "\"salt\":\"zz".replacing("zz", with: "00"))
        }
        try refused("claims 4294967296 bytes, at most 33554432 fit") {
            $0[3] = $0[3].replacing(#/"size":\d+/#, with: "\"size\":4294967296")
        }
        try refused("expected a blob") { $0.remove(at: 3) }
        try refused("stands on an earlier line") { $0[3] = $0[2] }
        try refused("not the line of a text") { $0[3] = "{" }
        try refused("it has no text") {
            $0[3] = $0[3].replacing(#/"salt":"..../#, with: "\"salt\":\"")
        }
        try refused("naming it, found neither") {
            let name = $0[3].firstMatch(of: #/"commitment":"([^"]+)"/#)?.1 ?? ""
            $0[3] = #"{"commitment":"\#(name)","redacted":true,"size":5}"#
        }
        try FileManager.default.removeItem(atPath: file + ".blobs")
        expectRefusal("No such file")
    }

    @Test("A filtered export is refused, and so is one of the other world")
    func filtered() async throws {
        let head = try await export(
            events: 20, selection: ExportSelection(stream: StreamName(text: "s1")))
        #expect(head.filter?.stream == "s1")
        #expect(head.events == 4)
        #expect(head.size == 21)
        let blobs = try String(contentsOfFile: file + ".blobs", encoding: .utf8)
        #expect(blobs.split(separator: "\n").count == 4)
        #expect(throws: TransferError.filtered(path: file)) { try importer() }
        try FileManager.default.removeItem(atPath: file + ".head")
        expectRefusal("a filtered export has such gaps", root: Hash(of: []))
        let simulated = TemporaryHome()
        let log = try simulated.open(world: .simulated)
        try Data((try #require(try log.reader.event(at: 1)).line + "\n").utf8)
            .write(to: URL(fileURLWithPath: file))
        expectRefusal("belongs to the simulated world", root: try log.reader.head().root)
        await log.close()
    }

    @Test("Times bound a filtered export: from one on, and before the other")
    func times() async throws {
        let ticks = Ticking()
        let log = try home.open(options: LedgerOptions(clock: ticks.clock))
        for _ in 0..<9 { _ = try await log.append([try .some()]) }
        let third = try #require(try log.reader.event(at: 3)).recordedAt
        let sixth = try #require(try log.reader.event(at: 6)).recordedAt
        var found: [Int64] = []
        let source = try ExportSource(log.reader, ExportSelection(since: third, until: sixth))
        #expect(try source.forEachEvent { found.append($0.position) } == 3)
        #expect(found == [3, 4, 5])
        await log.close()
    }

    @Test("A home that has anything of a ledger is not touched")
    func notEmpty() async throws {
        try await export(events: 5)
        for name in ["ledger.db", "orchestration.db", "fingerprint.key", "checkpoints.txt"] {
            let taken = TemporaryHome()
            try FileManager.default.createDirectory(
                atPath: taken.path, withIntermediateDirectories: true)
            try Data("mine".utf8).write(to: URL(fileURLWithPath: taken.path + "/" + name))
            #expect(
                throws: TransferError.homeNotEmpty(directory: taken.path, found: name)
            ) { try importer().run(into: taken.path) }
            #expect(taken.contents == [name])
        }
    }

    @Test("An export whose events do not have the root of the head is refused when it is made")
    func tampered() async throws {
        let log = try home.open()
        for _ in 0..<9 { _ = try await log.append([try .some()]) }
        try home.sql("DROP TRIGGER events_update")
        try home.sql("UPDATE events SET actor = 'somebody else' WHERE position = 4")
        let error = #expect(throws: LedgerStoreError.self) {
            try ExportSource(log.reader).forEachEvent { _ in }
        }
        #expect(error?.description.contains("do not have the root") == true)
        await log.close()
    }
}

/// A clock that goes on by a second with every look.
private final class Ticking: Sendable {
    let clock: LedgerClock

    init() {
        let seconds = Counter()
        clock = LedgerClock {
            let now = seconds.next() * 1_000_000
            return LedgerClock.Reading(
                wall: Timestamp(microseconds: now), sinceBootMicroseconds: now)
        }
    }
}
