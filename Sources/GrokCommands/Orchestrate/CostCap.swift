internal import ArgumentParser
internal import Ledger

/// What a run may cost, as it is written on the command line: exact US dollars.
struct CostCap: ExpressibleByArgument {
    let ticks: Ticks

    init?(argument: String) {
        guard let ticks = Ticks(usd: argument) else { return nil }
        self.ticks = ticks
    }

    static let help = ArgumentHelp(
        "What the whole run may cost at most, in US dollars, such as 0.50.", valueName: "usd")
}
