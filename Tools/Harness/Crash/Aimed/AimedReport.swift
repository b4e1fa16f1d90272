/// The homes together.
struct AimedReport {
    let outcomes: [AimedOutcome]
    let kills: Int
    let seconds: Double
    let isControl: Bool

    var errors: Int { outcomes.count { $0.error != nil } }
    var violations: Int {
        outcomes.reduce(unhit.count + unhitVerbs.count) { $0 + $1.violations.count }
    }
    /// Whether the mistake was found that a control makes.
    var hasOvercount: Bool {
        outcomes.contains { $0.violations.contains { $0.kind == .overcounted } }
    }

    /// Phases in which nobody was killed, although there were kills enough for all.
    private var unhit: [KillPhase] {
        guard kills >= 3 * KillPhase.allCases.count else { return [] }
        return KillPhase.allCases.filter { phase in
            outcomes.allSatisfy { $0.kills[phase] == nil }
        }
    }

    private static let verbs = ["run", "resume", "retry", "fork"]

    /// The commands that were never killed, although there were kills enough.
    private var unhitVerbs: [String] {
        guard kills >= 50 * KillPhase.allCases.count, !isControl else { return [] }
        return Self.verbs.filter { verb in outcomes.allSatisfy { $0.verbs[verb] == nil } }
    }

    func say() {
        func sum(_ value: (AimedOutcome) -> Int) -> Int { outcomes.reduce(0) { $0 + value($1) } }
        let hits = sum { $0.hits }
        Say.line(
            "\(hits) aimed kills of \(sum { $0.tasks }) tasks in \(outcomes.count) homes, "
                + "\(sum { $0.together.values.reduce(0, +) }) of them together with the "
                + "provider; \(sum { $0.attempts }) attempts, \(sum { $0.inDoubt }) in doubt at "
                + "the end; \(Text.seconds(seconds)), "
                + "\(Text.decimal(Double(hits) / max(seconds, 0.001), 1)) kills a second")
        Say.line("killed at:")
        for phase in KillPhase.allCases {
            let together = sum { $0.together[phase] ?? 0 }
            Say.line(
                "  " + Text.padded(phase.rawValue, 18)
                    + Text.padded(left: "\(sum { $0.kills[phase] ?? 0 })", 6)
                    + "  (\(together) together)")
        }
        let verbs = Self.verbs.map { verb in "\(verb) \(sum { $0.verbs[verb] ?? 0 })" }
        Say.line("killed were: \(verbs.joined(separator: ", "))")
        for verb in unhitVerbs { Say.line("no \(verb) was killed") }
        for phase in unhit { Say.line("nobody was killed at \(phase.rawValue)") }
        for outcome in outcomes {
            let found = outcome.violations.filter { !isControl || $0.kind == .overcounted }
            for violation in found.prefix(isControl ? 1 : 5) {
                Say.line("seed \(outcome.seed): \(violation)")
            }
            if let error = outcome.error {
                Say.line("seed \(outcome.seed): the trial did not work: \(error)")
            }
        }
        guard !isControl else { return }
        let bad = outcomes.first { !$0.violations.isEmpty || $0.error != nil }
        if let bad {
            Say.line(
                "to repeat: Tools/crash --kills 0 --aimed \(AimedKills.killsPerHome) --seed "
                    + "\(bad.seed) --keep")
        }
        Say.line("\(violations) violations")
    }
}
