import Testing

@testable import XAISimulator

@Suite("SplitMix64")
struct SplitMix64Tests {
    @Test("The generator gives the published numbers for the seed 1234567")
    func vectors() {
        var generator = SplitMix64(seed: 1_234_567)
        let numbers = (0..<5).map { _ in generator.next() }
        #expect(
            numbers == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test("Draws stay in their range and reach both of its ends")
    func range() {
        var generator = SplitMix64(seed: 1)
        let draws = Set((0..<1_000).map { _ in generator.draw(3...7) })
        #expect(draws == [3, 4, 5, 6, 7])
    }

    @Test("A chance of nothing never comes, and a certainty always does")
    func chances() {
        var generator = SplitMix64(seed: 2)
        #expect((0..<1_000).allSatisfy { _ in !generator.chance(0) })
        #expect((0..<1_000).allSatisfy { _ in generator.chance(1) })
    }
}
