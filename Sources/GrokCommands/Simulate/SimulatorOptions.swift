internal import ArgumentParser
internal import Foundation
internal import XAISimulator

/// What the simulator does beyond answering, as options.
struct SimulatorOptions: ParsableArguments {
    /// The largest plan file, in bytes.
    static let planBytesMax = 32 << 20

    @Option(help: "Answers are a pure function of this seed, the model and the messages.")
    var seed: UInt64 = 1

    @Option(help: "Milliseconds before the first byte of every answer.")
    var latencyMs = 0

    @Option(help: "Requests that a team may make in a minute; without it there is no limit.")
    var requestsPerMinute: Int?

    @Option(help: "The length of the sliding window that the limit holds in; it scales with it.")
    var windowSeconds = 60.0

    @Option(help: "How often a request is refused with 429 or fails with 5xx, from 0 to 1.")
    var errorRate = 0.0

    @Option(help: "How often a stream is cut before its end, from 0 to 1.")
    var cutRate = 0.0

    @Option(help: "How often a plan is wrong, from 0 to 1.")
    var badPlanRate = 0.0

    @Option(help: "How often an answer is not what its content type says, from 0 to 1.")
    var malformedRate = 0.0

    @Option(help: "How often an answer takes longer, from 0 to 1.")
    var slowRate = 0.0

    @Option(help: "How many milliseconds longer.")
    var slowMs = 2_000

    @Option(help: "How often usage comes without the provider's own cost, from 0 to 1.")
    var unreportedRate = 0.0

    @Option(help: "Seconds in the Retry-After of a 429 that has one.")
    var retryAfterSeconds = 1

    @Flag(help: "Bill requests that are answered with 5xx.")
    var billErrors = false

    @Option(
        help: ArgumentHelp(
            "Answer every decomposition with the plan in this file.", valueName: "file"))
    var plan: String?

    /// All of it, checked.
    func configuration() throws -> SimulatorConfiguration {
        guard windowSeconds.isFinite, windowSeconds > 0, windowSeconds <= 86_400 else {
            throw CommandFailure(
                .usage,
                "--window-seconds must be more than 0 and at most 86400, not \(windowSeconds)")
        }
        let configuration = SimulatorConfiguration(
            seed: seed, latencyMs: latencyMs, requestsPerMinute: requestsPerMinute,
            windowMs: max(1, Int((windowSeconds * 1000).rounded())), errorRate: errorRate,
            cutRate: cutRate, badPlanRate: badPlanRate, malformedRate: malformedRate,
            slowRate: slowRate, slowMs: slowMs, unreportedRate: unreportedRate,
            billErrors: billErrors, plan: try plan.map(Self.plan),
            retryAfterSeconds: retryAfterSeconds)
        try configuration.validate()
        return configuration
    }

    private static func plan(_ path: String) throws -> PlanFile {
        let handle = FileHandle(forReadingAtPath: path)
        guard let data = try? handle?.read(upToCount: planBytesMax + 1) else {
            throw CommandFailure(.inputOutput, "the plan file \(path) cannot be read")
        }
        guard data.count <= planBytesMax else {
            throw CommandFailure(
                .badData,
                "the plan file \(path) is larger than \(Count.text(planBytesMax)) bytes")
        }
        return try PlanFile(json: Array(data))
    }
}
