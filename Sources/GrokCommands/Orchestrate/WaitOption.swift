internal import ArgumentParser
internal import Ledger

/// Whether a run that goes on waits for its accounts.
struct WaitOption: ParsableArguments {
    @Flag(help: "Do not wait for accounts that are at their limit: pause at once.")
    var noWait = false

    /// `options` of the task, as this process carries it out.
    func applied(to options: RunOptions) -> RunOptions {
        var options = options
        if noWait { options.waitMsMax = 0 }
        return options
    }
}
