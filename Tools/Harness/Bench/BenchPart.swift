internal import ArgumentParser

/// A part of the benchmark that can be asked for alone.
enum BenchPart: String, CaseIterable, ExpressibleByArgument, Sendable {
    case start, runs, append, bytes, cost, verify, rebuild

    func figures(_ bench: Bench) throws -> [Figure] {
        switch self {
        case .start: try StartBench.figures(bench)
        case .runs: try RunBench.figures(bench)
        case .append: try AppendBench.figures(bench)
        case .bytes: try BytesBench.figures(bench)
        case .cost: try CostBench.figures(bench)
        case .verify: try VerifyBench.figures(bench)
        case .rebuild: try RebuildBench.figures(bench)
        }
    }
}
