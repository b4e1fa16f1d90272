/// Kills at chosen moments: as many homes as it takes.
struct AimedKills {
    let judge: GrokBinary
    let kills: Int
    let seed: UInt64
    let jobs: Int
    let folder: TemporaryFolder
    let isControl: Bool

    static let killsPerHome = 40

    func run() -> AimedReport {
        let began = Stopwatch.now()
        let homes = (kills + Self.killsPerHome - 1) / Self.killsPerHome
        let counter = Counter(total: homes, noun: "homes")
        let outcomes = Parallel.map(Array(0..<homes), width: jobs) { index in
            let number = seed &+ UInt64(index)
            let outcome = trial(
                number, kills: min(Self.killsPerHome, kills - index * Self.killsPerHome))
            if outcome.violations.isEmpty, outcome.error == nil {
                folder.remove("aimed-\(number)")
            }
            counter.add(outcome.violations.count)
            return outcome
        }
        Say.endProgress()
        return AimedReport(
            outcomes: outcomes, kills: kills, seconds: Stopwatch.now() - began,
            isControl: isControl)
    }

    private func trial(_ number: UInt64, kills: Int) -> AimedOutcome {
        do {
            return AimedTrial(
                judge: judge, seed: number, kills: kills, settlesEarly: isControl,
                folder: try folder.make("aimed-\(number)")
            ).run()
        } catch {
            var outcome = AimedOutcome(seed: number)
            outcome.error = String(describing: error)
            return outcome
        }
    }
}
