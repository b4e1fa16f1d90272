import Dispatch
import Foundation
import Glibc
import Ledger
import LedgerStore
import Synchronization
import Testing

@Suite("A commit that fails")
struct DurabilityTests {
    private let home = TemporaryHome()

    private struct DiskFailure: Error {}

    /// What the disk does when its turn comes, one entry for each commit.
    private enum Behaviour: Sendable {
        case works
        /// The commit fails, and nothing of it is there.
        case failsWithout
        /// The commit fails, and it is there all the same.
        case failsWith
    }

    private func options(
        commits: [Behaviour], failingCheckpoints: Int = 0
    ) -> LedgerOptions {
        let commits = Mutex(commits[...])
        let failures = Mutex(failingCheckpoints)
        return LedgerOptions(
            durability: DurabilitySteps(
                commit: { commit in
                    switch commits.withLock({ $0.popFirst() }) ?? .works {
                    case .works: try commit()
                    case .failsWithout: throw DiskFailure()
                    case .failsWith:
                        try commit()
                        throw DiskFailure()
                    }
                },
                checkpoint: { checkpoint in
                    let fails = failures.withLock { count in
                        defer { count -= 1 }
                        return count > 0
                    }
                    if fails { throw DiskFailure() }
                    try checkpoint()
                }))
    }

    @Test("… and left nothing is reported as not written, and the log goes on")
    func nothingThere() async throws {
        let log = try home.open(options: options(commits: [.works, .failsWithout]))
        _ = try await log.append([try .some("a")])
        let lost = try NewEvent.some("b")
        let error = await #expect(throws: LedgerStoreError.self) { try await log.append([lost]) }
        guard case .notWritten = error else {
            Issue.record("\(error as Any)")
            return
        }
        #expect(error?.kind == .inputOutput)
        #expect(try log.reader.event(id: lost.id) == nil)
        #expect(try await log.append([lost]).map(\.position) == [3])
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("… although it was done is acknowledged after a checkpoint")
    func thereAfterAll() async throws {
        let log = try home.open(options: options(commits: [.failsWith]))
        let event = try NewEvent.some("a")
        let blob = try log.blob("a text")
        let records = try await log.append([event], blobs: [blob])
        #expect(records.map(\.position) == [2])
        // Everything is in the database itself.
        let size = try FileManager.default.attributesOfItem(atPath: home.files.log)[.size] as? Int
        #expect(size == 0)
        #expect(try await log.append([event], blobs: [blob]) == records)
        #expect(try log.reader.text(blob.commitment) == "a text")
        #expect(try Verifier(log.reader).run(deep: true).ok)
    }

    @Test(
        "… with a checkpoint that fails too is in doubt, and a retry with the same ids is harmless",
        arguments: [false, true])
    func inDoubt(isThere: Bool) async throws {
        let log = try home.open(
            options: options(
                commits: [isThere ? .failsWith : .failsWithout], failingCheckpoints: 2))
        let events = [try NewEvent.some("a"), try NewEvent.some("b")]
        let error = await #expect(throws: LedgerStoreError.self) { try await log.append(events) }
        guard case .inDoubt = error else {
            Issue.record("\(error as Any)")
            return
        }
        // The second checkpoint fails as well: until one succeeds nothing is tried.
        let second = await #expect(throws: LedgerStoreError.self) { try await log.append(events) }
        guard case .notWritten = second else {
            Issue.record("\(second as Any)")
            return
        }
        let records = try await log.append(events)
        #expect(records.map(\.position) == [2, 3])
        #expect(try log.reader.head().size == 3)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test(
        "… and stays in doubt is brought to the disk by whoever appends next, also another process")
    func inDoubtForOthers() async throws {
        let other = try home.open(
            options: options(commits: [], failingCheckpoints: 1))
        let log = try home.open(options: options(commits: [.failsWith], failingCheckpoints: 1))
        let event = try NewEvent.some("a")
        await #expect(throws: LedgerStoreError.self) { try await log.append([event]) }
        // The other one has it open since before. Its first checkpoint fails, so it does not go on
        // behind what is perhaps not on the disk; its second one brings everything there.
        await #expect(throws: LedgerStoreError.self) { try await other.append([try .some("b")]) }
        #expect(try other.reader.head().size == 2)
        #expect(try await other.append([try .some("b")]).map(\.position) == [3])
        #expect(try await log.append([event]).map(\.position) == [2])
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("… tells everybody in its group, and who was refused gets the refusal")
    func wholeGroup() async throws {
        let entered = Mutex(0)
        let goOn = DispatchSemaphore(value: 0)
        let log = try home.open(
            options: LedgerOptions(
                durability: DurabilitySteps(commit: { commit in
                    let number = entered.withLock { count in
                        count += 1
                        return count
                    }
                    if number == 1 {
                        goOn.wait()
                        return try commit()
                    }
                    if number == 2 { throw DiskFailure() }
                    try commit()
                })))
        let first = Task { try await log.append([try .some("0")]) }
        while entered.withLock({ $0 }) == 0 { await Task.yield() }
        let good = Task { try await log.append([try .some("a")]) }
        while log.waitingCallers < 1 { await Task.yield() }
        let conflict = Task { try await log.append([try .some("0", expected: 5)]) }
        while log.waitingCallers < 2 { await Task.yield() }
        goOn.signal()
        #expect(try await first.value.count == 1)
        let error = await #expect(throws: LedgerStoreError.self) { try await good.value }
        guard case .notWritten = error else {
            Issue.record("\(error as Any)")
            return
        }
        await #expect(
            throws: LedgerStoreError.conflict(
                stream: StreamName(text: "0"), expected: 5, found: 1)
        ) { try await conflict.value }
        #expect(try await log.append([try .some("a", expected: 0)]).map(\.position) == [3])
    }

    @Test("A disk that takes no more, found out by the operating system, loses and doubles nothing")
    func realLimit() async throws {
        await #expect(processExitsWith: .success) { [path = home.path as String] in
            signal(SIGXFSZ, SIG_IGN)
            let resource = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
            let log = try EventLog.open(directory: path, world: .live, program: "grok/test")
            _ = try await log.append([try .some("a")])
            let size =
                try FileManager.default
                .attributesOfItem(atPath: log.reader.files.log)[.size] as? Int
            var limit = rlimit()
            try #require(getrlimit(resource, &limit) == 0)
            var tight = limit
            // Room for the first frames of the next commit, not for all.
            tight.rlim_cur = rlim_t((size ?? 0) + 6_000)
            try #require(setrlimit(resource, &tight) == 0)
            let event = try NewEvent.some("b")
            let error = await #expect(throws: LedgerStoreError.self) {
                try await log.append([event])
            }
            try #require(error?.kind == .inputOutput, "\(error as Any)")
            try #require(setrlimit(resource, &limit) == 0)
            let records = try await log.append([event])
            try #require(records.map(\.position) == [3])
            try #require(try await log.append([event]) == records)
            try #require(Verifier(log.reader).run().ok)
            await log.close()
        }
        #expect(try LedgerReader.open(directory: home.path).head().size == 3)
    }
}
