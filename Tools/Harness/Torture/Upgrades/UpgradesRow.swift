internal import Foundation

/// Processes that die while they make or migrate files, and files of a newer program.
struct UpgradesRow: TortureRow {
    static let name = "upgrades"
    static let promise = "upgrades are safe"

    func attack(_ torture: Torture) throws -> TortureResult {
        let work = try torture.folder.make("upgrades")
        defer { torture.folder.remove("upgrades") }
        let killSwitch = try KillSwitch(folder: work)
        let birth = BirthTrial(killSwitch: killSwitch, folder: torture.folder)
        var generator = SeededGenerator(seed: torture.seed)
        let births = try sweep(torture, short: 3, &generator) { birth.run(killAt: $0) }

        let home = try FilledHome(torture, name: "upgrades-home")
        let tables = try TablesTrial(killSwitch, home)
        let remakes = try sweep(torture, short: 9, &generator) { tables.run(killAt: $0) }

        let newer = try NewerFileTrial(home: home).run()
        torture.folder.remove("upgrades-home")
        return TortureResult(
            figure: "killed before \(births.kills) calls that make the files and before "
                + "\(remakes.kills) calls that make older tables again"
                + (torture.isLong ? ", which are all" : "")
                + "; \(newer.refusals) commands on newer files",
            violations: births.violations + remakes.violations + newer.violations)
    }

    /// Every call, or every so many from a random one on.
    private func sweep(
        _ torture: Torture, short: Int, _ generator: inout SeededGenerator,
        _ trial: @escaping @Sendable (Int) -> Result<KillTrial, any Error>
    ) throws -> (kills: Int, violations: [String]) {
        let step = torture.count(short: short, long: 1)
        return try KillSwitch.everywhere(
            from: generator.draw(1...step), step: step, width: torture.jobs, trial)
    }

    /// A migration without a transaction.
    func control(_ torture: Torture) throws -> TortureResult {
        let work = try torture.folder.make("upgrades-control")
        defer { torture.folder.remove("upgrades-control") }
        let birth = BirthTrial(
            killSwitch: try KillSwitch(folder: work), folder: torture.folder,
            sabotage: ["--without-transaction"])
        let found = try KillSwitch.everywhere(step: 3, width: torture.jobs, isControl: true) {
            birth.run(killAt: $0)
        }
        return TortureResult(
            figure: "without a transaction: \(found.violations.count) violations in "
                + "\(found.kills) kills",
            violations: found.violations)
    }
}
