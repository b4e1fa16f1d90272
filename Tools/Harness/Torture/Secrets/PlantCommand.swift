internal import ArgumentParser
internal import Ledger
internal import LedgerStore

/// Stores a text in a ledger that nothing keeps out of it.
struct PlantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plant-text", shouldDisplay: false)

    @Option var home: String
    @Option var text: String

    func run() async throws {
        let log = try EventLog.open(directory: home, world: .simulated, program: "torture")
        let append = LaneAppend(seed: 1, lane: 0, number: 1, textBytesMax: 0)
        let (events, _) = try append.events(log, ids: append.ids)
        _ = try await log.append(events, blobs: [try log.blob(text)])
        await log.close()
    }
}
