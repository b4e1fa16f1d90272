import Ledger
import LedgerStore
import Testing

@Suite("Appending")
struct AppendTests {
    private let home = TemporaryHome()

    @Test("What was appended is read back as it was, by every way of reading")
    func roundTrip() async throws {
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
    }

    @Test("A scan hands over every event of its range, across chunks, and may read meanwhile")
    func scan() async throws {
        let log = try home.open()
        for _ in 0..<4 {
            _ = try await log.append((0..<300).map { try .some("s\($0 % 7)") })
        }
        var positions: [Int64] = []
        try log.reader.forEach(from: 1) { (record) throws in
            positions.append(record.position)
            if record.position % 100 == 0 {
                #expect(try log.reader.event(at: record.position) == record)
            }
        }
        #expect(positions == Array(1...1_201))
        positions = []
        try log.reader.forEach(from: 510, to: 515) { positions.append($0.position) }
        #expect(positions == Array(510...515))
    }

    @Test("Position 1 says which ledger this is")
    func opening() async throws {
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
    }

    @Test("The same append twice adds nothing the second time and returns the same records")
    func idempotence() async throws {
        let log = try home.open()
        let events = try (0..<3).map { _ in try NewEvent.some("task-a") }
        let records = try await log.append(events)
        #expect(try await log.append(events) == records)
        await log.close()
        let again = try home.open()
        #expect(try await again.append(events) == records)
        #expect(try again.reader.head().size == 4)
        #expect(try await again.append([]) == [])
    }

    @Test("An id that another event has is an error, whichever of the events bears it")
    func reusedIDs() async throws {
        let log = try home.open()
        let event = try NewEvent.some("task-a")
        _ = try await log.append([event])
        let others = [
            try NewEvent.some("task-b", id: event.id),
            try NewEvent.some("task-a", id: event.id, body: #"{"step_us":2}"#),
            try NewEvent.some("task-a", id: event.id, correlation: .random),
            try NewEvent.some("task-a", id: event.id, causation: .random),
            try NewEvent.some("task-a", id: event.id, type: "other.v1"),
            try NewEvent.some("task-a", expected: 1, id: event.id),
        ]
        for other in others {
            await #expect(throws: LedgerStoreError.idReused(event.id)) {
                try await log.append([other])
            }
        }
        let new = try NewEvent.some()
        await #expect(throws: LedgerStoreError.idReused(event.id)) {
            try await log.append([new, event])
        }
        await #expect(throws: LedgerStoreError.idReused(new.id)) {
            try await log.append([event, new])
        }
        await #expect(throws: LedgerStoreError.idReused(new.id)) {
            try await log.append([new, new])
        }
        #expect(try log.reader.head().size == 2)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("An expected version that is not the stream's version is a conflict with both figures")
    func conflict() async throws {
        let log = try home.open()
        let stream = StreamName(text: "task-a")
        _ = try await log.append([
            try .some("task-a", expected: 0), try .some("task-a", expected: 1),
        ])
        for expected in [0, 1, 3] as [Int64] {
            let error = await #expect(throws: LedgerStoreError.self) {
                try await log.append([try .some("task-a", expected: expected)])
            }
            #expect(error == .conflict(stream: stream, expected: expected, found: 2))
            #expect(error?.kind == .conflict)
        }
        _ = try await log.append([try .some("task-a", expected: 2), try .some("task-b")])
        #expect(try log.reader.events(of: stream).map(\.version) == [1, 2, 3])
    }

    @Test("A line of 65,535 bytes fits and one of 65,536 is refused with the numbers")
    func lineLimit() async throws {
        let log = try home.open()
        func event(_ padding: Int) throws -> NewEvent {
            try .some(body: "{\"a\":\"\(String(repeating: "x", count: padding))\"}")
        }
        let probe = try await log.append([try event(0)])
        let rest = EventRecord.lineBytesMax - probe[0].line.utf8.count
        let fitting = try await log.append([try event(rest)])
        #expect(fitting[0].line.utf8.count == EventRecord.lineBytesMax)
        let error = await #expect(throws: LedgerStoreError.self) {
            try await log.append([try event(rest + 1)])
        }
        #expect(
            error?.description
                == "an event line of clock-stepped.v1 has 65536 bytes, at most 65535 fit")
        #expect(try log.reader.head().size == 3)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("A number that a body may not hold is refused with the number")
    func largeIntegers() throws {
        let step = ClockStepped(stepMicroseconds: CanonicalJSON.integerMax + 1)
        let error = #expect(throws: LedgerStoreError.self) {
            try NewEvent(
                id: .random, stream: .ledger, expectedVersion: nil, event: .clockStepped(step),
                correlation: nil, causation: nil, actor: "test")
        }
        #expect(
            error?.description == "a body of clock-stepped.v1 cannot be recorded: step_us is "
                + "9007199254740992, but an integer of a body is at most 2^53 - 1")
        #expect(throws: LedgerStoreError.self) { try NewEvent.some(body: #"{"b":1,"a":2}"#) }
    }

    @Test("After close nothing is appended, and closing again does no harm")
    func closing() async throws {
        let log = try home.open()
        async let pending = log.append([try .some()])
        _ = try await pending
        await log.close()
        await log.close()
        await #expect(throws: LedgerStoreError.closed) { try await log.append([try .some()]) }
    }

    @Test("The streams that begin with a prefix, and the task submitted last, are found")
    func prefixes() async throws {
        let log = try home.open()
        let tasks = [TaskID(random: 3), TaskID(random: 1), TaskID(random: 35)]
        #expect(try log.reader.lastTask() == nil)
        for task in tasks {
            _ = try await log.append([try .some(task.stream.text), try .some("account-x")])
        }
        _ = try await log.append([try .some(tasks[0].stream.text)])
        #expect(try log.reader.lastTask() == tasks[2])
        #expect(try log.reader.tasks(prefix: "") == tasks)
        #expect(try log.reader.tasks(prefix: "3") == [tasks[0], tasks[2]])
        #expect(try log.reader.tasks(prefix: "3", limit: 1) == [tasks[0]])
        #expect(try log.reader.tasks(prefix: "31") == [tasks[2]])
        #expect(try log.reader.tasks(prefix: "z") == [])
        #expect(try log.reader.streams(prefix: "account-").map(\.text) == ["account-x"])
    }
}
