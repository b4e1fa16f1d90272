/// What every attack gets.
struct Torture: Sendable {
    let grok: GrokBinary
    /// Each attack makes folders of its own in it and removes them early.
    let folder: TemporaryFolder
    /// What all random choices follow from.
    let seed: UInt64
    /// The figures of the promise, and not the short ones that every change can afford.
    let isLong: Bool
    /// How many trials run at once.
    let jobs: Int

    /// A count that depends on how long this may take.
    func count(short: Int, long: Int) -> Int { isLong ? long : short }
}
