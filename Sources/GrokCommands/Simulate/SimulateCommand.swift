internal import ArgumentParser
internal import Foundation
internal import XAISimulator

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serve the simulated provider on loopback, for practice and for other tools.",
        discussion: """
            The address is printed when it listens. GET /_simulator/bill says what was charged, \
            GET /_simulator/requests what was asked. A key is refused as a word in it says: wrong, \
            exhausted, blocked, disabled, capacity; keys with the same team-WORD are of one team. \
            Ctrl-C ends it.
            """)

    @Option(help: "The port; 0 is any free one.")
    var port = 0

    @OptionGroup var faults: SimulatorOptions
    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let environment = Environment.current
        let output = Output(options, environment)
        let configuration = try faults.configuration()
        let stops = StopSignals()
        let simulator = try await Simulator.start(configuration, port: port)
        if options.json {
            output.write(
                try JSONText.line(Address(baseURL: simulator.baseURL, port: simulator.port)))
        } else {
            output.line(simulator.baseURL)
        }
        output.progress("the simulator listens; Ctrl-C ends it")
        let signal = await stops.next()
        await simulator.stop()
        if signal == SIGINT { throw ExitCode(ExitReason.interrupted.rawValue) }
    }

    /// What `--json` prints.
    struct Address: Encodable {
        let baseURL: String
        let port: Int

        private enum CodingKeys: String, CodingKey {
            case baseURL = "base_url"
            case port
        }
    }
}
