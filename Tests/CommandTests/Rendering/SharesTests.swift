import Testing

@testable import GrokCommands

@Suite("Shares of a total")
struct SharesTests {
    @Test("Whatever the weights, the pieces add up to the parts and none is off by one or more")
    func exact() {
        let seed = UInt64.random(in: 0...999_999)
        print("seed \(seed)")
        var state = seed
        func random() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        for _ in 0..<2_000 {
            let shift = random() % 31
            let weights = (0..<(1 + random() % 12)).map { _ in Int64(random() >> shift) }
            let parts = Int64(random() % 1_000_001)
            let shares = Shares.of(parts, among: weights)
            let sum = weights.reduce(0, +)
            #expect(shares.reduce(0, +) == (sum == 0 ? 0 : parts), "seed \(seed)")
            guard sum > 0 else { continue }
            for (share, weight) in zip(shares, weights) {
                let due = Double(parts) * Double(weight) / Double(sum)
                #expect(abs(Double(share) - due) < 1.001, "seed \(seed): \(weights)")
            }
        }
    }

    @Test("The largest sums do not overflow")
    func large() {
        #expect(Shares.of(1_000_000, among: [.max]) == [1_000_000])
        #expect(Shares.of(1_000, among: [.max / 2, .max / 2]) == [500, 500])
        #expect(Shares.of(3, among: [1, 1]) == [2, 1])
        #expect(Shares.of(3, among: [0, 0]) == [0, 0])
        #expect(Shares.percent(7) == "0.7%" && Shares.percent(1_000) == "100.0%")
    }

    @Test("A bar has the length of its share in eighths, and shows the smallest")
    func bars() {
        #expect(CostText.bar(8, of: 8) == String(repeating: "█", count: 20))
        #expect(CostText.bar(1, of: 2) == String(repeating: "█", count: 10))
        #expect(CostText.bar(1, of: 160) == "▏" && CostText.bar(1, of: .max) == "▏")
        #expect(CostText.bar(0, of: 8) == "" && CostText.bar(0, of: 0) == "")
    }
}
