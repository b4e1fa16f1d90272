internal import ArgumentParser

/// The options of every harness that runs the program.
struct HarnessOptions: ParsableArguments {
    @Option(help: "The program under test; the one beside this harness if there is none.")
    var grok: String?

    @Flag(help: "Keep the temporary folders.")
    var keep = false
}
