import Testing

/// The chance of a test, apart from the simulator's own; its seed is in every failure's comment.
struct TestRandom: RandomNumberGenerator {
    let seed: UInt64
    private var state: UInt64

    /// A different seed in every run, printed so that the run can be repeated.
    init(_ name: String) {
        self.init(name, seed: UInt64.random(in: 1...UInt64(UInt32.max)))
    }

    init(_ name: String, seed: UInt64) {
        self.seed = seed
        state = seed
        print("\(name): seed \(seed)")
    }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func text(words: ClosedRange<Int>) -> String {
        let vocabulary = [
            "ledger", "tick", "größer", "漢字", "a \"quoted\" word", "line\nbreak", "🪙",
        ]
        return (0..<Int.random(in: words, using: &self))
            .map { _ in vocabulary.randomElement(using: &self) ?? "" }.joined(separator: " ")
    }
}
