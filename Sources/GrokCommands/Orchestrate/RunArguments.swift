public import ArgumentParser
public import Ledger
internal import Orchestration

extension Strategy: ExpressibleByArgument {}
extension Routing: ExpressibleByArgument {}
extension AdjustmentReason: ExpressibleByArgument {}

/// The options of `run` that `task-submitted` keeps.
struct RunArguments: ParsableArguments {
    @Option(
        name: .shortAndLong,
        help: "Execution strategy; by default that of the plan file, else adaptive.")
    var strategy: Strategy?

    @Option(name: [.customShort("l"), .long], help: "How requests are spread over the accounts.")
    var loadBalancing = Routing.roundRobin

    @Option(name: .shortAndLong, help: "Maximum number of sub-tasks.")
    var maxSubtasks = 5

    @Flag(name: .customLong("save-doc"), help: "Save the result as a document.")
    var savesDocument = false

    @Option(
        help: ArgumentHelp(
            "The model of a role: decomposition, simple, medium, complex or aggregation.",
            valueName: "role=name"))
    var model: [String] = []

    @Option(help: "How many calls may be under way at once.")
    var concurrency = Limits.concurrencyMax

    @Option(help: "How many requests an account may start in 60 seconds.")
    var requestsPerMinute = 60

    @Option(
        help: ArgumentHelp(
            "The length of the sliding window that the limit holds in; it scales with it.",
            valueName: "seconds"))
    var rateWindow = 60

    @Option(
        help: ArgumentHelp(
            "How long the run may wait for accounts before it pauses.", valueName: "seconds"))
    var maxWait = 1_800

    @Flag(help: "Do not wait for accounts that are at their limit: pause at once.")
    var noWait = false

    @Flag(help: "Take an answer of another model than the one asked for as a failure.")
    var strictModel = false

    @Option(help: CostCap.help)
    var maxCost: CostCap?

    @Option(help: ArgumentHelp("Seconds until a connection must stand.", valueName: "seconds"))
    var connectTimeout = 10

    @Option(help: ArgumentHelp("Seconds until an answer must begin.", valueName: "seconds"))
    var firstByteTimeout = 600

    @Option(help: ArgumentHelp("Seconds between two pieces of an answer.", valueName: "seconds"))
    var idleTimeout = 300

    @Option(help: ArgumentHelp("Seconds for one request in all.", valueName: "seconds"))
    var totalTimeout = 1_800

    @Option(
        help: ArgumentHelp(
            "Tell the cost of this task from others by a name and a value. May be given several "
                + "times.", valueName: "name=value"))
    var tag: [String] = []

    @Flag(
        name: .customLong("server-errors-unbilled"),
        help: "This provider does not bill requests that it answers with 5xx.")
    var serverErrorsUnbilled = false

    func validate() throws {
        try check(maxSubtasks, 1...Limits.subtasksMax, "-m/--max-subtasks")
        try check(concurrency, 1...Limits.concurrencyMax, "--concurrency")
        try check(requestsPerMinute, 1...Limits.windowRequestsMax, "--requests-per-minute")
        try check(rateWindow, 1...3_600, "--rate-window")
        try check(maxWait, 0...604_800, "--max-wait")
        try check(connectTimeout, 1...86_400, "--connect-timeout")
        try check(firstByteTimeout, 1...86_400, "--first-byte-timeout")
        try check(idleTimeout, 1...86_400, "--idle-timeout")
        try check(totalTimeout, 1...86_400, "--total-timeout")
        guard windowRequests >= 1 else {
            throw ValidationError(
                "\(requestsPerMinute) requests per minute are none in \(rateWindow) seconds.")
        }
        _ = try models()
        _ = try tags()
    }

    /// What the task will be submitted with.
    func runOptions(of plan: PlanInput? = nil) throws -> RunOptions {
        RunOptions(
            strategy: strategy ?? plan?.strategy ?? .adaptive, routing: loadBalancing,
            subtasksMax: maxSubtasks, savesDocument: savesDocument, models: try models(),
            concurrency: concurrency, windowRequests: windowRequests,
            windowMs: Int64(rateWindow) * 1000,
            waitMsMax: noWait ? 0 : Int64(maxWait) * 1000,
            timeouts: Timeouts(
                connectMs: Int64(connectTimeout) * 1000,
                firstByteMs: Int64(firstByteTimeout) * 1000,
                idleMs: Int64(idleTimeout) * 1000, totalMs: Int64(totalTimeout) * 1000),
            billsServerErrors: !serverErrorsUnbilled, costMax: maxCost?.ticks,
            strictModel: strictModel ? true : nil, tags: try tags())
    }

    private var windowRequests: Int { requestsPerMinute * rateWindow / 60 }

    private func check(_ value: Int, _ range: ClosedRange<Int>, _ option: String) throws {
        guard range.contains(value) else {
            throw ValidationError(
                "\(option) must be between \(range.lowerBound) and \(range.upperBound), "
                    + "not \(value).")
        }
    }

    /// Nil without any.
    private func tags() throws -> [String: String]? {
        var tags: [String: String] = [:]
        for text in tag {
            guard let tag = Tag(text) else {
                throw ValidationError(
                    "--tag takes \(Tag.form); \"\(DisplayWidth.shortened(text, to: 40))\" is not.")
            }
            guard tags.updateValue(tag.value, forKey: tag.name) == nil else {
                throw ValidationError("--tag \(tag.name) is given twice.")
            }
        }
        guard tags.count <= Tag.countMax else {
            throw ValidationError(
                "a task can have \(Tag.countMax) tags, not \(tags.count).")
        }
        return tags.isEmpty ? nil : tags
    }

    private func models() throws -> ModelChoice {
        try Self.models(model, insteadOf: .documented)
    }

    /// `known` with what `--model` says.
    static func models(
        _ entries: [String], insteadOf known: ModelChoice
    ) throws -> ModelChoice {
        var choice = known
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let role = Role(rawValue: parts[0]), !parts[1].isEmpty,
                parts[1].utf8.count <= 128
            else {
                let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
                throw ValidationError(
                    "--model takes role=name, where the role is one of \(roles); "
                        + "\"\(entry)\" is not.")
            }
            choice[role] = parts[1]
        }
        return choice
    }
}
