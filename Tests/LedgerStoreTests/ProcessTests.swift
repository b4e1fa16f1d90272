import Foundation
import Glibc
import Ledger
import LedgerStore
import Testing

@Suite("Many processes")
struct ProcessTests {
    private let home = TemporaryHome()

    @Test("Processes that make and fill one ledger at once lose nothing and see no error")
    func manyWriters() async throws {
        let processes = 12
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<processes {
                group.addTask { [path = home.path] in
                    await #expect(processExitsWith: .success) {
                        [path = path as String, number = number as Int] in
                        let log = try EventLog.open(
                            directory: path, world: .live, program: "grok/test")
                        let text = try log.blob("shared by all")
                        for event in 0..<20 {
                            let records = try await log.append(
                                [try .some("process-\(number)", expected: Int64(event))],
                                blobs: [text])
                            try #require(records.count == 1)
                            let reader = try LedgerReader.open(directory: path)
                            try #require(
                                reader.event(at: records[0].position) == records[0])
                        }
                        await log.close()
                    }
                }
            }
        }
        let reader = try LedgerReader.open(directory: home.path)
        #expect(try reader.head().size == Int64(processes * 20 + 1))
        for number in 0..<processes {
            let events = try reader.events(of: StreamName(text: "process-\(number)"))
            #expect(events.map(\.version) == Array(1...20))
        }
        #expect(try Verifier(reader).run(deep: true).ok)
    }

    @Test("A process that is killed while it appends leaves a ledger that is whole")
    func killed() async throws {
        for round in 0..<3 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = home.path as String, round = round as Int] in
                let log = try EventLog.open(
                    directory: path, world: .live, program: "grok/test")
                let killer = Thread {
                    usleep(UInt32(20_000 + 7_000 * round))
                    kill(getpid(), SIGKILL)
                }
                killer.start()
                while true {
                    _ = try await log.append([try .some(), try .some()])
                }
            }
            let log = try home.open()
            let report = try Verifier(log.reader).run()
            #expect(report.ok, "\(report)")
            _ = try await log.append([try .some()])
            await log.close()
        }
    }
}
