/// The simulator's only source of chance: a small generator whose whole state is its seed
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
///
/// Nothing here may come from `SystemRandomNumberGenerator` or `Hasher`: an answer has to be the
/// same in every process that is given the same seed.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number in `0 ..< bound`; `bound` must be positive.
    mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "a bound of \(bound) leaves nothing to draw")
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    mutating func draw(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[below(choices.count)]
    }

    /// True with probability `rate`. Always draws, so that changing one rate does not move the
    /// draws that follow.
    mutating func chance(_ rate: Double) -> Bool {
        Double(next() >> 11) * 0x1p-53 < rate
    }
}
