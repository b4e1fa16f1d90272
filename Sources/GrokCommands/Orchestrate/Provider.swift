internal import Foundation
internal import Ledger
internal import XAI
internal import XAISimulator

/// Who answers: the configured provider, or a simulator of our own in this process.
struct Provider {
    let client: XAIClient
    private let simulator: Simulator?

    /// In the simulated world a configured base URL is used only if it is on loopback, so that
    /// practice can never reach a real provider.
    ///
    /// - Parameter credentials: Those of all accounts.
    static func open(
        _ options: GlobalOptions, _ environment: Environment, credentials: [Credential]
    ) async throws -> Provider {
        let configured = try baseURL(options, environment)
        let simulator: Simulator?
        let address: String
        if options.simulate, configured.map(isLoopback) != true {
            let started = try await Simulator.start()
            simulator = started
            address = started.baseURL
        } else {
            simulator = nil
            address = configured ?? "https://api.x.ai/v1"
        }
        let client = try XAIClient(
            configuration: XAIConfiguration(
                baseURL: address, acceptsSimulator: options.simulate,
                version: ProgramVersion.text, environment: environment.variables,
                credentials: credentials))
        return Provider(client: client, simulator: simulator)
    }

    func close() async {
        await client.shutdown()
        await simulator?.stop()
    }

    /// GROK_BASE_URL, else the settings file's.
    private static func baseURL(
        _ options: GlobalOptions, _ environment: Environment
    ) throws -> String? {
        if let url = environment.nonBlank("GROK_BASE_URL") { return url }
        return options.simulate ? nil : try UserSettings.load(environment)?.baseURL
    }

    private static func isLoopback(_ address: String) -> Bool {
        guard let host = URL(string: address)?.host else { return false }
        return host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}
