/// The trials together.
struct CrashReport {
    let outcomes: [CrashOutcome]
    let seconds: Double
    let isControl: Bool
    let keptFolder: String?

    var violations: Int { outcomes.reduce(0) { $0 + $1.violations.count } }
    var errors: Int { outcomes.count { $0.error != nil } }
    var hasLoss: Bool { outcomes.contains { $0.violations.contains { $0.kind == .lost } } }

    func say() {
        let kills = outcomes.flatMap(\.kills)
        let seeds = outcomes.map(\.seed)
        Say.line(
            "\(outcomes.count) runs killed, \(kills.count - outcomes.count { !$0.kills.isEmpty }) "
                + "resumptions killed, \(outcomes.reduce(0) { $0 + $1.resumes }) resumptions, "
                + "\(outcomes.reduce(0) { $0 + $1.attempts }) attempts, "
                + "\(outcomes.reduce(0) { $0 + $1.inDoubt }) of them in doubt, "
                + "\(Text.seconds(seconds)), seeds \(seeds.first ?? 0)...\(seeds.last ?? 0)")
        sayHistogram(kills)
        for outcome in outcomes {
            for violation in outcome.violations.filter(isSaid).prefix(5) {
                Say.line("seed \(outcome.seed): \(violation)")
            }
            if let error = outcome.error {
                Say.line("seed \(outcome.seed): the trial did not work: \(error)")
            }
        }
        let bad = outcomes.first { !$0.violations.isEmpty || $0.error != nil }
        if let bad, !isControl {
            Say.line("to repeat: Tools/crash --kills 1 --seed \(bad.seed) --keep")
        }
        if let keptFolder { Say.line("kept: \(keptFolder)") }
        if !isControl { Say.line("\(violations) violations") }
    }

    /// In a control only the loss is of interest: without beginnings, other laws are broken anyway.
    private func isSaid(_ violation: Violation) -> Bool {
        !isControl || violation.kind == .lost
    }

    private func sayHistogram(_ kills: [String]) {
        Say.line("the last event in the log at the kill:")
        let counts = kills.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        for (type, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            Say.line("  " + Text.padded(type, 28) + Text.padded(left: "\(count)", 6))
        }
    }
}
