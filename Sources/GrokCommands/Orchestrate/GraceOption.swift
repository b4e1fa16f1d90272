internal import ArgumentParser

/// How a run ends when somebody asks it to.
struct GraceOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "On Ctrl-C, how long requests under way may take to end; Ctrl-C again ends them.",
            valueName: "seconds"))
    var grace = 20

    func validate() throws {
        guard (0...86_400).contains(grace) else {
            throw ValidationError("--grace must be between 0 and 86400, not \(grace).")
        }
    }

    var milliseconds: Int64 { Int64(grace) * 1000 }
}
