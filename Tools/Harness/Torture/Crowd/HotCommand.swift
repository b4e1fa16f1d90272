internal import ArgumentParser
internal import Ledger
internal import LedgerStore

/// A process among many that append to one stream as fast as they can, each time at the version
/// that they find inside the critical section.
struct HotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append-hot", shouldDisplay: false)

    @Option var home: String
    @Option var seed: UInt64
    @Option var lane: Int
    @Option var appends: Int
    @Option(help: "Goes on until so many seconds have passed, if that is earlier.")
    var seconds = 86_400.0

    func run() async throws {
        let log = try EventLog.open(
            directory: home, world: .simulated, program: "torture",
            options: LedgerOptions(notice: { Say.line("notice \($0)") }))
        let until = Stopwatch.now() + seconds
        for number in 1...appends {
            if Stopwatch.now() >= until { break }
            let id = LaneAppend(seed: seed, lane: lane, number: number, textBytesMax: 0).ids[0]
            let body = Self.body(lane: lane, number: number)
            let records = try await log.append(ids: [id]) { section in
                [
                    try NewEvent(
                        id: id, stream: LaneAppend.shared,
                        expectedVersion: section.version(of: LaneAppend.shared),
                        type: LaneAppend.type, body: body, correlation: nil, causation: nil,
                        actor: "torture")
                ]
            }
            Say.line(
                Acknowledgement(
                    lane: lane, number: number, positions: records.map(\.position)
                ).line)
        }
        await log.close()
    }

    /// About as long as an answered attempt, so that the write-ahead log grows as it does in use.
    private static func body(lane: Int, number: Int) -> String {
        let figures = (0..<80).map { String(number &* 7_919 &+ $0) }.joined(separator: ",")
        return "{\"figures\":[\(figures)],\"index\":0,\"lane\":\(lane),\"number\":\(number)}"
    }
}
