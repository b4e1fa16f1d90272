import Ledger
import LedgerStore
import Orchestration
import Synchronization
import Testing
import XAISimulator

@testable import Agents

@Suite("A ledger that cannot be written")
struct RescueTests {
    /// A disk that fails when it is told to.
    private final class Disk: Sendable {
        enum Health {
            case sound, full
            /// Takes what it is given, and says that it did not.
            case lying
        }
        struct Full: Error, CustomStringConvertible {
            let description = "no space left"
        }
        private let state = Mutex(Health.sound)

        var health: Health {
            get { state.withLock { $0 } }
            set { state.withLock { $0 = newValue } }
        }

        var steps: DurabilitySteps {
            DurabilitySteps { commit in
                switch self.health {
                case .sound: try commit()
                case .full: throw Full()
                case .lying:
                    try commit()
                    throw Full()
                }
            } checkpoint: { checkpoint in
                if self.health != .sound { throw Full() }
                try checkpoint()
            }
        }
    }

    /// A run whose disk gets this health when so many attempts have started.
    private func interrupted(
        _ fixture: RunFixture, _ task: TaskID, _ disk: Disk, _ health: Disk.Health, after count: Int
    ) async throws -> RescueFile {
        let started = Mutex(0)
        fixture.observer.onRecorded { event in
            guard event.type == AttemptStarted.type else { return }
            let number = started.withLock { started in
                started += 1
                return started
            }
            if number == count { disk.health = health }
        }
        let error = await #expect(throws: UnrecordedOutcomes.self) {
            _ = try await fixture.run(task)
        }
        disk.health = .sound
        return try #require(error?.file)
    }

    private func book(_ file: RescueFile, _ fixture: RunFixture) async throws
        -> RescueBooking.Report
    {
        // Through the text, as a file would take it.
        let read = try RescueFile(Array(try file.encoded().utf8), path: "file")
        #expect(read == file)
        return try await RescueBooking(log: fixture.log, identifiers: fixture.identifiers)
            .book(read, path: "file")
    }

    private func expectExact(_ report: TaskReport, _ fixture: RunFixture) {
        #expect(report.status == "succeeded")
        #expect(report.total.cost.isComplete)
        #expect(report.total.cost.settled == Ticks(fixture.simulator.bill.ticks))
        // A permit can expire on a busy machine; whatever was sent was answered.
        #expect(fixture.simulator.requests.count == report.total.answered)
    }

    @Test(
        "Every answer that it does not take is handed over, booked once, and never asked again",
        arguments: 1...5)
    func booked(count: Int) async throws {
        let disk = Disk()
        let fixture = try await RunFixture(durability: disk.steps)
        let task = fixture.identifiers.task()
        let file = try await interrupted(fixture, task, disk, .full, after: count)
        #expect(!file.events.isEmpty && file.task == task)
        let first = try await book(file, fixture)
        #expect(first.booked.map(\.id) == file.events.map(\.id))
        #expect(first.booked.map(\.body) == file.events.map(\.body))
        let length = try fixture.history(task).count
        let second = try await book(file, fixture)
        #expect(second.booked.isEmpty && second.alreadyBooked == file.events.count)
        #expect(try fixture.history(task).count == length)
        let report = try await fixture.agent(task).resume(fixture.history(task))
        expectExact(report, fixture)
        let divergence = try ReplayCheck.firstDivergence(
            in: fixture.history(task), ReplayCheck.Texts(in: fixture.log.reader))
        #expect(divergence == nil)
        try await fixture.close()
    }

    @Test("What it took after all, although it said that it did not, is not booked again")
    func lying() async throws {
        let disk = Disk()
        let fixture = try await RunFixture(durability: disk.steps)
        let task = fixture.identifiers.task()
        let file = try await interrupted(fixture, task, disk, .lying, after: 1)
        let report = try await book(file, fixture)
        #expect(report.booked.isEmpty && report.alreadyBooked == 1)
        // The next attempts were recorded together with the answer, and never sent.
        let end = try await fixture.agent(task).resume(fixture.history(task))
        #expect(end.status == "succeeded")
        #expect(end.total.cost.settled == Ticks(fixture.simulator.bill.ticks))
        try await fixture.close()
    }

    @Test("An attempt that ended otherwise meanwhile is named, and does not end twice")
    func contradicted() async throws {
        let disk = Disk()
        let fixture = try await RunFixture(durability: disk.steps)
        let task = fixture.identifiers.task()
        let file = try await interrupted(fixture, task, disk, .full, after: 1)
        let resumed = try await fixture.agent(task).resume(fixture.history(task))
        #expect(resumed.status == "succeeded")
        let length = try fixture.history(task).count
        let report = try await book(file, fixture)
        #expect(report.booked.isEmpty && report.alreadyBooked == 0)
        #expect(report.contradicted.map(\.by.type) == [AttemptOutcomeUnknown.type])
        #expect(try fixture.history(task).count == length)
        let bill = Ticks(fixture.simulator.bill.ticks)
        let cost = TaskReport(try fixture.history(task)).total.cost
        #expect(cost.settled < bill)
        #expect(cost.inDoubtAttempts == 1 && cost.inDoubtUnbounded == 0)
        #expect(try bill <= cost.settled.adding(cost.inDoubtTicksMax))
        try await fixture.close()
    }

    @Test("A file of another ledger, and one about an attempt that never was, are refused")
    func strangers() async throws {
        let disk = Disk()
        let fixture = try await RunFixture(durability: disk.steps)
        let task = fixture.identifiers.task()
        let file = try await interrupted(fixture, task, disk, .full, after: 1)
        let other = try await RunFixture()
        await #expect(
            throws: RescueError.otherLedger(
                path: "file", found: file.ledger, expected: other.log.ledgerID)
        ) { try await book(file, other) }
        let moved = RescueFile(
            ledger: other.log.ledgerID, task: task, events: file.events, texts: file.texts)
        await #expect(throws: RescueError.self) { try await book(moved, other) }
        #expect(try other.log.reader.head().size == 1)
        try await other.close()
        try await fixture.close()
    }

    @Test("Below 64 MB free nothing is sent; what is under way is recorded first")
    func floor() async throws {
        let fixture = try await RunFixture()
        let task = fixture.identifiers.task()
        let free = Mutex(Limits.diskFreeBytesMin - 1)
        let submission = Submission(
            description: "x", context: nil, outputFile: nil, options: RunOptions())
        let first = try await fixture.agent(task) { free.withLock { $0 } }.run(submission)
        #expect(first.state.phase == .paused(.diskFull))
        #expect(fixture.simulator.requests.isEmpty)
        free.withLock { $0 += 1 }
        fixture.observer.onRecorded { event in
            if event.type == PlanAdopted.type { free.withLock { $0 = 0 } }
        }
        let second = try await fixture.agent(task) { free.withLock { $0 } }
            .resume(fixture.history(task))
        #expect(second.state.phase == .paused(.diskFull))
        #expect(second.total.answered >= 1 && second.state.finished == nil)
        #expect(second.state.open.isEmpty)
        let last = try await fixture.agent(task).resume(fixture.history(task))
        expectExact(last, fixture)
        try await fixture.close()
    }
}
