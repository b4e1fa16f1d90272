internal import ArgumentParser
internal import Foundation

/// The options that every command takes.
struct GlobalOptions: ParsableArguments {
    @Flag(help: "Practise: a simulated provider, and books of their own.")
    var simulate = false

    @Option(
        help: ArgumentHelp(
            "Where everything is kept; SUPERGROK_HOME, otherwise ~/.supergrok.",
            valueName: "dir"))
    var home: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Print no progress.")
    var quiet = false

    @Flag(name: .customLong("no-color"), help: "Print without colours.")
    var noColor = false
}
