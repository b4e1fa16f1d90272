internal import ArgumentParser
internal import Foundation
internal import Synchronization
internal import XAISimulator

/// A provider in a process of its own that keeps its bill on the disk, and kills whoever asks for
/// it at the moment that only the provider knows.
struct BillerCommand: AsyncParsableCommand {
    static let name = "biller"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Option var folder: String
    @Option var seed: UInt64
    @Option var port = 0
    @Option var latencyMs = 0
    @Option var cutRate = 0.0
    @Option var errorRate = 0.0

    func run() async throws {
        let executioner = Executioner(folder: folder)
        let biller = Biller(folder: folder)
        let witness = SimulatorWitness(
            arrived: { executioner.reach(.afterSend) },
            charged: { charge in
                biller.charge(charge)
                executioner.reach(.afterBilling)
            })
        let simulator = try await Simulator.start(
            SimulatorConfiguration(
                seed: seed, latencyMs: latencyMs, errorRate: errorRate, cutRate: cutRate),
            port: port, witness: witness)
        Say.line(simulator.baseURL)
        await simulator.waitUntilStopped()
    }

    /// Counts the requests of the process that wants to be killed.
    private final class Executioner: Sendable {
        private struct State {
            var victim: pid_t = 0
            var reached: [KillPhase: Int] = [:]
        }
        private let folder: String
        private let state = Mutex(State())

        init(folder: String) {
            self.folder = folder
        }

        func reach(_ phase: KillPhase) {
            guard let aim = ProviderAim(folder: folder), aim.phase == phase else { return }
            let count = state.withLock { state in
                if state.victim != aim.victim { state = State(victim: aim.victim) }
                state.reached[phase, default: 0] += 1
                return state.reached[phase]
            }
            guard count == aim.number else { return }
            kill(aim.victim, SIGKILL)
            if aim.takesProvider { kill(getpid(), SIGKILL) }
        }
    }
}
