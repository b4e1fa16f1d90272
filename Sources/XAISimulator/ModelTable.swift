/// The models of the simulated provider.
enum ModelTable {
    /// The three seed models at the flat prices of the product's documentation ($0.005, $0.008 and
    /// $0.015 per 1,000 tokens), then the provider's list of November 2025, then that of
    /// November 2026.
    static let all: [SimulatedModel] =
        seedModels + [
            model("grok-3", 30_000, 7_500, 150_000, context: 131_072, .medium),
            model("grok-3-mini", 3_000, 750, 5_000, context: 131_072, .simple),
            model(
                "grok-4-fast", 2_000, 500, 5_000, context: 2_000_000, .medium,
                aliases: ["grok-4-fast-reasoning", "grok-4-fast-non-reasoning"]),
            model(
                "grok-4-1-fast", 2_000, 500, 5_000, context: 2_000_000, .medium,
                aliases: ["grok-4-1-fast-reasoning", "grok-4-1-fast-non-reasoning"]),
            model("grok-4.7", 20_000, 5_000, 60_000, long: 200_000, context: 500_000, .complex),
            model("grok-4.6", 20_000, 5_000, 60_000, long: 200_000, context: 500_000, .complex),
            model("grok-4.5", 20_000, 3_000, 60_000, long: 200_000, context: 500_000, .complex),
            model("grok-4.3", 12_500, 2_000, 25_000, long: 200_000, context: 1_000_000, .medium),
            model("grok-4.20", 12_500, 2_000, 25_000, long: 200_000, context: 1_000_000, .medium),
            model(
                "grok-build-0.1", 10_000, 2_000, 20_000, long: 200_000, context: 256_000, .simple),
        ]

    private static let seedModels = [
        model("grok-code-fast-1", 50_000, 50_000, 50_000, context: 256_000, .simple),
        model("grok-3-fast", 80_000, 80_000, 80_000, context: 131_072, .medium),
        model(
            "grok-4", 150_000, 150_000, 150_000, context: 256_000, .complex,
            rejectsReasoningEffort: true),
    ]

    private static let byName: [String: SimulatedModel] = {
        var models: [String: SimulatedModel] = [:]
        for model in all {
            for name in [model.name] + model.aliases { models[name] = model }
        }
        return models
    }()

    /// The model of that name or alias.
    static func model(named name: String) -> SimulatedModel? {
        byName[name]
    }

    private static func model(
        _ name: String, _ promptTicks: Int64, _ cachedTicks: Int64, _ completionTicks: Int64,
        long longContextThreshold: Int = 0, context contextTokens: Int, _ phase: Phase,
        aliases: [String] = [], rejectsReasoningEffort: Bool = false
    ) -> SimulatedModel {
        SimulatedModel(
            name: name, promptTicks: promptTicks, cachedTicks: cachedTicks,
            completionTicks: completionTicks, longContextThreshold: longContextThreshold,
            contextTokens: contextTokens, phase: phase, aliases: aliases,
            rejectsReasoningEffort: rejectsReasoningEffort)
    }
}
