internal import ArgumentParser

/// One trial of ``DiskFullRow``, in a mount namespace of its own.
struct DiskFullTrialCommand: ParsableCommand {
    static let name = "disk-full-trial"
    static let configuration = CommandConfiguration(commandName: name, shouldDisplay: false)

    @Option var grok: String
    @Option var folder: String
    @Option var freePages: Int
    @Option var seed: UInt64
    @Option var attempt: Int?
    @Flag var temporaryFull = false
    @Flag var drop = false

    func run() throws {
        let scenario = DiskFullScenario(
            moment: attempt.map(DiskFullScenario.Moment.attempt) ?? .opening,
            freePages: freePages, isTemporaryFull: temporaryFull, seed: seed)
        var outcome = DiskFullOutcome()
        do {
            let trial = try DiskFullTrial(
                grok: try GrokBinary(path: grok), scenario: scenario, folder: folder,
                dropsWhatIsRescued: drop)
            try trial.run(&outcome)
        } catch {
            outcome.error = String(describing: error)
        }
        try Worker.report(outcome)
    }
}
