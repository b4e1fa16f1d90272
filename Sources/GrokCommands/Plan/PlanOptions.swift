internal import ArgumentParser

/// The options of `run` that are about its plan.
struct PlanOptions: ParsableArguments {
    @Flag(
        name: .customLong("plan"),
        help: "Stop when the plan is made, and show it with what it will probably cost.")
    var stopsWithPlan = false

    @Option(
        help: ArgumentHelp(
            "Carry out the plan in this file instead of asking a model for one; - is standard "
                + "input.", valueName: "file"))
    var planFile: String?

    @Flag(help: "Send and record nothing; show the first request and what it may cost.")
    var dryRun = false

    @Flag(
        name: .customLong("confirm"),
        help: "On a terminal, show the plan and ask before its sub-tasks are paid for.")
    var confirms = false

    @Option(
        help: ArgumentHelp(
            "Ask as --confirm does if the plan may cost more; without a terminal, warn. "
                + "GROK_CONFIRM_ABOVE, otherwise 1.00; nothing with --simulate.", valueName: "usd"))
    var confirmAbove: String?

    @Flag(name: .shortAndLong, help: "Do not ask, whatever the plan may cost.")
    var yes = false

    func validate() throws {
        if yes, confirms { throw ValidationError("give either --yes or --confirm, not both") }
        if yes, confirmAbove != nil {
            throw ValidationError("give either --yes or --confirm-above, not both")
        }
        if dryRun, stopsWithPlan {
            throw ValidationError("give either --dry-run or --plan, not both")
        }
    }

    /// The plan file, checked.
    func input(subtasksMax: Int) throws -> PlanInput? {
        try planFile.map { try PlanInput(file: $0, subtasksMax: subtasksMax) }
    }
}
