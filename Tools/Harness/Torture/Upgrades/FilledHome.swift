internal import Foundation

/// A home with a finished task, of which copies are made.
struct FilledHome: Sendable {
    /// The original.
    let work: Workplace
    private let folder: TemporaryFolder
    private let simulator: SimulatorProcess

    init(_ torture: Torture, name: String) throws {
        folder = torture.folder
        simulator = try SimulatorProcess(torture.grok, ["--latency-ms", "0"])
        work = Workplace(
            grok: torture.grok, home: try torture.folder.make(name), port: simulator.port)
        let finished = try work.run(["orchestrate", "run", "Write a leaflet", "--save-doc"])
        guard finished.ending.code == 0 else {
            throw HarnessError("the first run ended with \(finished.ending.text)")
        }
        _ = try work.run(["ledger", "cost"])
    }

    /// A copy that anything may be done to.
    func copy(_ name: String) throws -> Workplace {
        let path = try folder.make(name) + "/home"
        try FileManager.default.copyItem(atPath: work.home, toPath: path)
        return Workplace(grok: work.grok, home: path, port: work.port)
    }

    func remove(_ name: String) { folder.remove(name) }
}
