internal import Foundation

/// What a process tells its provider that will have to kill it: in a file, because the provider
/// reads it at every request and is told nothing else.
struct ProviderAim: Sendable {
    let phase: KillPhase
    let number: Int
    /// Who is killed.
    let victim: pid_t
    let takesProvider: Bool

    /// Where it lies in the folder of a trial.
    private static func path(_ folder: String) -> String { folder + "/aim" }

    /// Leaves the aim of this process, or takes that of an earlier one away.
    static func announce(_ aim: KillAim) throws {
        let path = path(aim.folder)
        guard aim.phase.isSeenByProvider else {
            unlink(path)
            return
        }
        let together = aim.provider != nil ? 1 : 0
        try "\(aim.phase.rawValue) \(aim.number) \(getpid()) \(together)".write(
            toFile: path, atomically: true, encoding: .utf8)
    }

    /// Nil if nobody wants to be killed by the provider.
    init?(folder: String) {
        guard let text = try? String(contentsOfFile: Self.path(folder), encoding: .utf8) else {
            return nil
        }
        let parts = text.split(separator: " ")
        guard parts.count == 4, let phase = KillPhase(rawValue: String(parts[0])),
            let number = Int(parts[1]), let victim = pid_t(parts[2])
        else { return nil }
        self.phase = phase
        self.number = number
        self.victim = victim
        takesProvider = parts[3] == "1"
    }
}
