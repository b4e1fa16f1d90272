internal import ArgumentParser
internal import Ledger
internal import LedgerStore

/// A process that appends through the program's own store, lane by lane, and prints each
/// acknowledgement the moment it has it. It is made to be killed.
struct LaneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append-lanes", shouldDisplay: false)

    @Option var home: String
    @Option var seed: UInt64
    @Option(help: "lane:number of the first append, with commas.") var lanes: String
    @Option(help: "Appends of each lane, after which the ledger is closed.")
    var appends = Int.max / 2
    @Option var textBytes = 4_096
    @Flag(help: "Broken on purpose: acknowledges before it appends.") var early = false
    @Flag(help: "Broken on purpose: a retry has new ids.") var freshIds = false

    func run() async throws {
        let log = try EventLog.open(
            directory: home, world: .simulated, program: "torture",
            options: LedgerOptions(notice: { Say.line("notice \($0)") }))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in try parsed() {
                group.addTask { try await run(lane.lane, from: lane.first, log) }
            }
            try await group.waitForAll()
        }
        await log.close()
        Say.line("closed")
    }

    private func parsed() throws -> [(lane: Int, first: Int)] {
        try lanes.split(separator: ",").map { text in
            let parts = text.split(separator: ":").compactMap { Int($0) }
            guard parts.count == 2 else { throw HarnessError("\(text) is no lane:number") }
            return (parts[0], parts[1])
        }
    }

    private func run(_ lane: Int, from first: Int, _ log: EventLog) async throws {
        for number in first..<first + appends {
            let append = LaneAppend(
                seed: seed, lane: lane, number: number, textBytesMax: textBytes)
            if early {
                let size = try log.reader.head().size
                acknowledge(append, append.keys.map { size + 1 + Int64($0.index) })
            }
            let ids = freshIds ? append.ids.map { _ in Self.freshID() } : append.ids
            let (events, blobs) = try append.events(log, ids: ids)
            let records = try await log.append(events, blobs: blobs)
            if !early { acknowledge(append, records.map(\.position)) }
        }
    }

    private func acknowledge(_ append: LaneAppend, _ positions: [Int64]) {
        Say.line(
            Acknowledgement(lane: append.lane, number: append.number, positions: positions).line)
    }

    private static func freshID() -> EventID {
        EventID(
            at: LedgerClock.system.read().wall,
            random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }
}
