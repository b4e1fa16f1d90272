/// What every part of the benchmark is given.
struct Bench {
    let grok: GrokBinary
    let folder: TemporaryFolder
    /// Fewer and smaller measurements, to see that everything works.
    let isQuick: Bool
    /// The calls of the large generated ledger.
    let calls: Int

    /// Calls `measure` once for warming up and `runs` times for the figure.
    func runs<Value>(_ runs: Int, _ measure: () throws -> Value) throws -> [Value] {
        _ = try measure()
        return try (0..<(isQuick ? min(3, runs) : runs)).map { _ in try measure() }
    }

    /// A home without a provider, for commands that only read.
    func reader(home: String) -> Workplace {
        Workplace(grok: grok, home: home, port: 1, secondsMax: 1_800)
    }
}

extension Workplace {
    /// Runs a command that must end with 0, with its output thrown away.
    func timed(_ arguments: [String]) throws -> Ending {
        let ending = try start(arguments).wait(seconds: secondsMax)
        guard ending.code == 0 else {
            throw HarnessError(
                "`grok \(arguments.joined(separator: " "))` ended with \(ending.text)")
        }
        return ending
    }
}
