internal import Foundation

/// At which moment a process is to be killed, and who dies with it.
struct KillAim: Sendable {
    let phase: KillPhase
    /// The how many-th time that the process reaches the phase, from 1.
    let number: Int
    /// The provider's process, which dies at the same moment; nil if it lives on.
    let provider: pid_t?
    /// Whether answers are settled before their outcome is appended: the mistake that must be
    /// noticed.
    let settlesEarly: Bool
    /// The folder of the trial, which the provider knows, too.
    let folder: String

    init(
        phase: KillPhase, number: Int, provider: pid_t?, settlesEarly: Bool, folder: String
    ) {
        self.phase = phase
        self.number = number
        self.provider = provider
        self.settlesEarly = settlesEarly
        self.folder = folder
    }

    /// As ``text`` wrote it.
    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 4).map(String.init)
        guard parts.count == 5, let phase = KillPhase(rawValue: parts[0]),
            let number = Int(parts[1]), let provider = pid_t(parts[2])
        else { return nil }
        self.init(
            phase: phase, number: number, provider: provider == 0 ? nil : provider,
            settlesEarly: parts[3] == "early", folder: parts[4])
    }

    var text: String {
        "\(phase.rawValue):\(number):\(provider ?? 0):\(settlesEarly ? "early" : "-"):\(folder)"
    }

    /// Kills this process, and first the provider if it is to die as well.
    func strike() -> Never {
        if let provider { kill(provider, SIGKILL) }
        kill(getpid(), SIGKILL)
        while true { pause() }
    }
}
