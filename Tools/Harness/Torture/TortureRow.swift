/// One promise of the store and the attack on it: a row of the table in Docs/Reliability.md.
protocol TortureRow: Sendable {
    /// What the row is called on the command line, such as `process-death`.
    static var name: String { get }
    /// What must hold, in a few words.
    static var promise: String { get }

    init()

    /// Attacks the promise. Every violation is one sentence that says how to repeat it.
    func attack(_ torture: Torture) throws -> TortureResult

    /// The same attack on something that is broken on purpose: a harness that finds nothing here
    /// is blind.
    func control(_ torture: Torture) throws -> TortureResult
}

/// What an attack, or its control, came to.
struct TortureResult: Sendable {
    /// What was done and found, with its numbers: "10,000 kills: 0 lost, 0 gaps, 0 doubled".
    let figure: String
    var violations: [String] = []
    /// Why this machine cannot do it; then nothing was tried.
    var skipped: String?
}
