import Dispatch
import Ledger
import LedgerStore
import Synchronization
import Testing

@Suite("Group commit")
struct GroupCommitTests {
    private let home = TemporaryHome()

    /// Holds the first commit back until the test lets it go, and counts all of them.
    private final class Gate: Sendable {
        let commits = Mutex(0)
        private let open = DispatchSemaphore(value: 0)

        func commit(_ commit: () throws -> Void) throws {
            let number = commits.withLock { count in
                count += 1
                return count
            }
            if number == 1 { open.wait() }
            try commit()
        }

        func letGo() { open.signal() }

        var options: LedgerOptions {
            LedgerOptions(durability: DurabilitySteps(commit: { try self.commit($0) }))
        }
    }

    private struct Refusal: Error {}

    /// Starts an append, waits until it is queued, and returns what waits for its result.
    private func queue(
        _ log: EventLog, _ append: @escaping @Sendable (EventLog) async throws -> [EventRecord]
    ) async -> Task<[EventRecord], any Error> {
        let before = log.waitingCallers
        let task = Task { try await append(log) }
        while log.waitingCallers == before { await Task.yield() }
        return task
    }

    @Test("Whatever is queued while one commit runs goes into the next one together")
    func grouping() async throws {
        let gate = Gate()
        let log = try home.open(options: gate.options)
        let first = Task { try await log.append([try .some("task-0")]) }
        while gate.commits.withLock({ $0 }) == 0 { await Task.yield() }
        var others: [Task<[EventRecord], any Error>] = []
        for number in 1...20 {
            others.append(await queue(log) { try await $0.append([try .some("task-\(number)")]) })
        }
        gate.letGo()
        #expect(try await first.value.map(\.position) == [2])
        for (number, task) in others.enumerated() {
            #expect(try await task.value.map(\.position) == [Int64(number) + 3])
        }
        #expect(gate.commits.withLock { $0 } == 2)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("Who is refused takes nobody of the group along")
    func savepoints() async throws {
        let gate = Gate()
        let log = try home.open(options: gate.options)
        let text = try log.blob("text of who is refused")
        let first = Task { try await log.append([try .some("task-0")]) }
        while gate.commits.withLock({ $0 }) == 0 { await Task.yield() }
        let good = await queue(log) { try await $0.append([try .some("a"), try .some("b")]) }
        let conflict = await queue(log) {
            try await $0.append(
                [try .some("c"), try .some("a", expected: 0)], blobs: [text])
        }
        let id = EventID.random
        let refused = await queue(log) {
            try await $0.append(ids: [id]) { _ in throw Refusal() }
        }
        let last = await queue(log) { try await $0.append([try .some("c", expected: 0)]) }
        gate.letGo()
        _ = try await first.value
        #expect(try await good.value.map(\.position) == [3, 4])
        await #expect(
            throws: LedgerStoreError.conflict(
                stream: StreamName(text: "a"), expected: 0, found: 1)
        ) { try await conflict.value }
        await #expect(throws: Refusal.self) { try await refused.value }
        #expect(try await last.value.map(\.position) == [5])
        #expect(gate.commits.withLock { $0 } == 2)
        #expect(throws: LedgerStoreError.unknownBlob(text.commitment)) {
            try log.reader.text(text.commitment)
        }
        #expect(try Verifier(log.reader).run(deep: true).ok)
    }

    @Test("A decision sees the events of those who were in the group before it")
    func orderWithinGroup() async throws {
        let gate = Gate()
        let log = try home.open(options: gate.options)
        let first = Task { try await log.append([try .some("task-0")]) }
        while gate.commits.withLock({ $0 }) == 0 { await Task.yield() }
        let before = await queue(log) { try await $0.append([try .some("a")]) }
        let id = EventID.random
        let decided = await queue(log) {
            try await $0.append(ids: [id]) { section in
                let seen = try section.events(after: 2)
                return [try .some("count-\(seen.count)", id: id)]
            }
        }
        gate.letGo()
        _ = try await (first.value, before.value)
        #expect(try await decided.value.map(\.stream.text) == ["count-1"])
    }

    @Test("Closing waits for who is queued")
    func closing() async throws {
        let gate = Gate()
        let log = try home.open(options: gate.options)
        let first = Task { try await log.append([try .some()]) }
        while gate.commits.withLock({ $0 }) == 0 { await Task.yield() }
        let queued = await queue(log) { try await $0.append([try .some()]) }
        async let closed: Void = log.close()
        gate.letGo()
        await closed
        #expect(try await first.value.count == 1)
        #expect(try await queued.value.count == 1)
    }

    @Test("Two logs on one folder take turns, and neither loses an event")
    func twoLogs() async throws {
        let logs = [try home.open(), try home.open()]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                let log = logs[number % 2]
                group.addTask {
                    _ = try await log.append([try .some("s\(number % 5)"), try .some("t")])
                }
            }
            try await group.waitForAll()
        }
        #expect(try logs[0].reader.head().size == 201)
        #expect(try logs[1].reader.head() == logs[0].reader.head())
        let report = try Verifier(logs[0].reader).run()
        #expect(report.ok)
        #expect(report.events == 201)
    }
}
