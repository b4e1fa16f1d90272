/// The faults of one request.
///
/// They are drawn from the seed, the content and how often this content was asked before, so that
/// a run repeats exactly and a retry of the same request can succeed. Everything is always drawn,
/// in one order, so that changing one rate moves no other fault.
struct Faults: Sendable, Equatable {
    var error: InjectedError?
    var isSlow: Bool
    var malformed: MalformedAnswer?
    /// After how many hundredths of the stream the connection closes.
    var cutPercent: Int?
    var wrongPlan: WrongPlan?
    var isUnreported: Bool

    /// - Parameters:
    ///   - asked: how often this content was asked before.
    ///   - streams: only a stream can be cut.
    ///   - decomposes: only a decomposition can bring a wrong plan.
    init(
        _ configuration: SimulatorConfiguration, digest: ContentDigest, asked: Int, streams: Bool,
        decomposes: Bool
    ) {
        var generator = SplitMix64(seed: digest.faultSeed &+ UInt64(asked) &* 0xD134_2543_DE82_EF95)
        let hasError = generator.chance(configuration.errorRate)
        let error = generator.pick(InjectedError.allCases)
        let isSlow = generator.chance(configuration.slowRate)
        let isMalformed = generator.chance(configuration.malformedRate)
        let malformed = generator.pick(MalformedAnswer.choices(streams: streams))
        let isCut = generator.chance(configuration.cutRate)
        let cutPercent = generator.draw(5...95)
        let isWrong = generator.chance(configuration.badPlanRate)
        let wrongPlan = generator.pick(WrongPlan.allCases)
        let isUnreported = generator.chance(configuration.unreportedRate)
        self.error = hasError ? error : nil
        self.isSlow = isSlow
        self.malformed = isMalformed ? malformed : nil
        self.cutPercent = isCut && streams ? cutPercent : nil
        self.wrongPlan = isWrong && decomposes ? wrongPlan : nil
        self.isUnreported = isUnreported
    }

    /// What the request log calls the faults of a request that was answered; nil if there are none.
    var label: String? {
        let labels = [
            isSlow ? "slow" : nil, wrongPlan?.rawValue, malformed?.rawValue,
            cutPercent.map { _ in "cut" }, isUnreported ? "unreported" : nil,
        ].compactMap(\.self)
        return labels.isEmpty ? nil : labels.joined(separator: "+")
    }
}
