import Ledger
import LedgerStore
import Synchronization
import Testing

@Suite("Deciding inside the critical section")
struct DecisionTests {
    private let home = TemporaryHome()

    private struct Refusal: Error, Equatable {
        let reason: String
    }

    @Test("A decision sees the log as it is at its moment, with the clocks of its events")
    func section() async throws {
        let readings = Mutex<Int64>(0)
        let clock = LedgerClock {
            let tick = readings.withLock { value in
                value += 1
                return value
            }
            return LedgerClock.Reading(
                wall: Timestamp(microseconds: 1_000 * tick), sinceBootMicroseconds: tick)
        }
        let log = try home.open(options: LedgerOptions(clock: clock))
        _ = try await log.append([try .some("task-a"), try .some("task-a")])
        let ids = [EventID.random, EventID.random]
        let records = try await log.append(ids: ids) { section in
            #expect(section.headPosition == 3)
            #expect(try section.events(after: 1).map(\.position) == [2, 3])
            #expect(try section.version(of: StreamName(text: "task-a")) == 2)
            #expect(try section.version(of: StreamName(text: "task-b")) == 0)
            #expect(section.lastRecordedAt.microseconds == 2_000)
            #expect(section.now.microseconds == 3_000)
            #expect(section.sinceBootMicroseconds == 3)
            return try ids.map { try .some("task-a", id: $0) }
        }
        // Once a caller, not once an event.
        #expect(records.map(\.recordedAt.microseconds) == [3_000, 3_000])
        #expect(try log.reader.events(after: 3, limit: 9) == records)
    }

    @Test("What was decided once is not decided again")
    func decidedOnce() async throws {
        let log = try home.open()
        let decisions = Mutex(0)
        let ids = [EventID.random, EventID.random]
        func decide() async throws -> [EventRecord] {
            try await log.append(ids: ids) { _ in
                decisions.withLock { $0 += 1 }
                return [try .some(id: ids[1])]
            }
        }
        let records = try await decide()
        #expect(records.map(\.id) == [ids[1]])
        #expect(try await decide() == records)
        #expect(decisions.withLock { $0 } == 1)
    }

    @Test("A refusal comes back as it was thrown, and leaves nothing")
    func refusal() async throws {
        let log = try home.open()
        let blob = try log.blob("a text that nobody cites")
        await #expect(throws: Refusal(reason: "no room")) {
            try await log.append(ids: [.random], blobs: [blob]) { _ in
                throw Refusal(reason: "no room")
            }
        }
        #expect(try log.reader.head().size == 1)
        #expect(throws: LedgerStoreError.unknownBlob(blob.commitment)) {
            try log.reader.text(blob.commitment)
        }
    }

    @Test("A decision for nothing adds nothing, no blobs either")
    func nothing() async throws {
        let commits = Mutex(0)
        let log = try home.open(
            options: LedgerOptions(
                durability: DurabilitySteps(commit: { commit in
                    commits.withLock { $0 += 1 }
                    try commit()
                })))
        let blob = try log.blob("text")
        #expect(try await log.append(ids: [.random], blobs: [blob]) { _ in [] } == [])
        #expect(throws: LedgerStoreError.unknownBlob(blob.commitment)) {
            try log.reader.text(blob.commitment)
        }
        #expect(commits.withLock { $0 } == 0)
    }

    @Test("An id that was not announced is refused, since a retry would not find it")
    func undeclared() async throws {
        let log = try home.open()
        let stranger = EventID.random
        await #expect(throws: LedgerStoreError.undeclaredID(stranger)) {
            try await log.append(ids: [.random]) { _ in [try .some(id: stranger)] }
        }
        #expect(try log.reader.head().size == 1)
    }
}
