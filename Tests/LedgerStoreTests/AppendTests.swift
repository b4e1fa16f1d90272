import Ledger
import LedgerStore
import Testing

@Suite("Appending")
struct AppendTests {
    @Test("What was appended is read back as it was, by every way of reading")
    func roundTrip() async throws {
        let home = TemporaryHome()
        let log = try home.open()
        let first = try NewEvent.some("task-abc", body: #"{"a":"ü\n","b":[1,2]}"#)
        let second = try NewEvent.some(
            "task-abc", correlation: first.id, causation: first.id, type: "x.v1")
        let records = try await log.append([first, second])
        #expect(records.map(\.position) == [2, 3])
        #expect(records.map(\.version) == [1, 2])
        #expect(records[0].body == first.body)
        #expect(records[1].correlation == first.id)
        #expect(records[1].causation == first.id)
        #expect(records[0].correlation == nil)
        let reader = try LedgerReader.open(directory: home.path)
        #expect(try reader.events(of: StreamName(text: "task-abc")) == records)
        #expect(try reader.events(of: StreamName(text: "task-abc"), after: 1) == [records[1]])
        #expect(try reader.events(after: 1, limit: 10) == records)
        #expect(try reader.events(after: 1, limit: 1) == [records[0]])
        #expect(try reader.event(at: 3) == records[1])
        #expect(try reader.event(at: 4) == nil)
        #expect(try reader.event(id: first.id) == records[0])
        #expect(try reader.event(id: .random) == nil)
        #expect(try reader.head().size == 3)
        var scanned: [EventRecord] = []
        try reader.forEach(from: 2) { scanned.append($0) }
        #expect(scanned == records)
        await log.close()
    }

    @Test("Position 1 says which ledger this is")
    func opening() async throws {
        let home = TemporaryHome()
        let log = try home.open(world: .simulated)
        let record = try #require(try log.reader.event(at: 1))
        #expect(record.stream == .ledger)
        #expect(record.version == 1)
        guard case .ledgerOpened(let opened) = try Recorded(record).event else {
            Issue.record("position 1 is \(record.type)")
            return
        }
        #expect(opened.ledger == log.ledgerID)
        #expect(opened.world == .simulated)
        #expect(opened.program == "grok/test")
        #expect(opened.format == 1)
        await log.close()
        let again = try home.open(world: .simulated)
        #expect(again.ledgerID == log.ledgerID)
        #expect(try again.reader.head().size == 1)
        await again.close()
    }
}
