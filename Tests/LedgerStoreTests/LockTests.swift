import Dispatch
import Foundation
import Glibc
import Ledger
import LedgerStore
import Synchronization
import Testing

@Suite("Locks")
struct LockTests {
    private let home = TemporaryHome()

    @Test("Who waits long is told the process that holds the lock, and then gets it")
    func notice() async throws {
        await (try home.open()).close()
        // Another open file description, as another process would have.
        let descriptor = open(home.files.lock, O_RDWR)
        try #require(flock(descriptor, LOCK_EX) == 0)
        let (notices, continuation) = AsyncStream<LedgerNotice>.makeStream()
        let log = try home.open(
            options: LedgerOptions(
                notice: { continuation.yield($0) }, lockNoticeMs: 50))
        async let appended = log.append([try .some()])
        var iterator = notices.makeAsyncIterator()
        let notice = await iterator.next()
        #expect(notice == .waitingForLock(path: home.files.lock, holder: getpid()))
        #expect(
            notice?.description == "waiting for process \(getpid()), which holds "
                + home.files.lock)
        close(descriptor)
        #expect(try await appended.count == 1)
    }

    @Test("The lock is held for the append only")
    func released() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        let descriptor = open(home.files.lock, O_RDWR)
        defer { close(descriptor) }
        // The writer lets go right after it has told its callers.
        #expect(flock(descriptor, LOCK_EX) == 0)
        let text = try String(contentsOfFile: home.files.lock, encoding: .utf8)
        #expect(text.split(separator: "\n") == ["\(getpid())", "at rest   "])
    }

    private final class Progress: Sendable {
        let appended = Mutex(0)
        let isDone = Mutex(false)
    }

    @Test("Who appends without a pause does not keep others waiting")
    func fairness() async throws {
        let busy = try home.open()
        let other = try home.open()
        let progress = Progress()
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Enough at once that the next transaction is always waiting when one ends.
            for _ in 0..<16 {
                group.addTask {
                    while !progress.isDone.withLock({ $0 }) {
                        _ = try await busy.append([try .some("busy")])
                        progress.appended.withLock { $0 += 1 }
                    }
                }
            }
            for _ in 0..<10 {
                let before = progress.appended.withLock { $0 }
                _ = try await other.append([try .some("other")])
                let meanwhile = progress.appended.withLock { $0 } - before
                #expect(meanwhile < 400, "\(meanwhile) appends while one waited")
            }
            progress.isDone.withLock { $0 = true }
            try await group.waitForAll()
        }
        #expect(try Verifier(other.reader).run().ok)
    }

    @Test("A lock file that was deleted does not let two writers in at once")
    func deletedLockFile() async throws {
        let log = try home.open()
        try FileManager.default.removeItem(atPath: home.files.lock)
        let other = try home.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                let log = number % 2 == 0 ? log : other
                group.addTask { _ = try await log.append([try .some()]) }
            }
            try await group.waitForAll()
        }
        #expect(try Verifier(log.reader).run().ok)
        #expect(try log.reader.head().size == 41)
        #expect(home.contents.contains("ledger.lock"))
    }

    @Test("A lease is held by one, names its holder, and comes back when it is given up")
    func lease() throws {
        let task = TaskID(random: 12)
        func acquire(_ task: TaskID) throws -> RunLease? {
            switch try RunLease.acquire(directory: home.path, task: task) {
            case .acquired(let lease): return lease
            case .held(let pid):
                #expect(pid == getpid())
                return nil
            }
        }
        var lease = try acquire(task)
        #expect(lease != nil)
        #expect(try acquire(task) == nil)
        #expect(try acquire(TaskID(random: 13)) != nil)
        lease = nil
        #expect(lease == nil)
        let path = home.files.runs + "/" + task.text + ".lock"
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try acquire(task) != nil)
    }

    @Test("A lease ends with its process, however that ends")
    func leaseOfDeadProcess() async throws {
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = home.path as String] in
            let outcome = try RunLease.acquire(directory: path, task: TaskID(random: 12))
            guard case .acquired(let lease) = outcome else { exit(1) }
            try withExtendedLifetime(lease) {
                try #require(kill(getpid(), SIGKILL) == 0)
                pause()
            }
        }
        guard
            case .acquired = try RunLease.acquire(
                directory: home.path, task: TaskID(random: 12))
        else {
            Issue.record("the lease of a dead process is still held")
            return
        }
    }

    @Test("A lease that another process holds is refused with its process id")
    func leaseOfOtherProcess() async throws {
        let task = TaskID(random: 12)
        guard case .acquired(let lease) = try RunLease.acquire(directory: home.path, task: task)
        else {
            Issue.record("not acquired")
            return
        }
        await #expect(processExitsWith: .success) {
            [path = home.path as String, parent = getpid() as Int32] in
            let outcome = try RunLease.acquire(directory: path, task: TaskID(random: 12))
            guard case .held(let pid) = outcome else { exit(1) }
            try #require(pid == parent)
        }
        withExtendedLifetime(lease) {}
    }

    @Test("A child process does not inherit the locks")
    func closeOnExec() async throws {
        let log = try home.open()
        _ = try await log.append([try .some()])
        guard
            case .acquired(let lease) = try RunLease.acquire(
                directory: home.path, task: TaskID(random: 1))
        else {
            Issue.record("not acquired")
            return
        }
        let child = Process()
        let output = Pipe()
        child.executableURL = URL(fileURLWithPath: "/bin/ls")
        child.arguments = ["-l", "/proc/self/fd"]
        child.standardOutput = output
        try child.run()
        let listing = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        child.waitUntilExit()
        #expect(listing.contains("/proc/"))
        #expect(!listing.contains("ledger.lock"))
        #expect(!listing.contains(lease.task.text))
    }
}
