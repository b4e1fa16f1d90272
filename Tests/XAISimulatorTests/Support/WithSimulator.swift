import XAISimulator

/// Runs a test against a simulator of its own, and stops it afterwards.
@discardableResult
func withSimulator<Result>(
    _ configuration: SimulatorConfiguration = SimulatorConfiguration(),
    _ body: (Simulator, Client) async throws -> Result
) async throws -> Result {
    let simulator = try await Simulator.start(configuration)
    do {
        let result = try await body(simulator, Client(simulator.port))
        await simulator.stop()
        return result
    } catch {
        await simulator.stop()
        throw error
    }
}
