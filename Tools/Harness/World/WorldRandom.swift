internal import Agents
internal import Synchronization

/// The random bits of ids, from the world's seed.
final class WorldRandom: Sendable {
    private let generator: Mutex<SeededGenerator>

    init(seed: UInt64) {
        generator = Mutex(SeededGenerator(seed: seed))
    }

    func next() -> UInt64 { generator.withLock { $0.next() } }

    /// Ids that `clock` and these bits make.
    func identifiers(_ clock: WorldClock) -> IdentifierSource {
        IdentifierSource(clock.ledgerClock, random: { self.next() })
    }
}
