internal import Foundation
internal import Synchronization

/// Stops processes in the middle of what they do and lets them go on, at random.
final class Disturbance: Sendable {
    private let stops = Atomic(0)
    private let isOver = Atomic(false)

    /// Begins in a thread of its own and ends with the processes.
    init(_ children: [Child], seed: UInt64, windowMs: Int) {
        Thread.detachNewThread { [self] in
            var generator = SeededGenerator(seed: seed)
            while children.contains(where: { !$0.isOver }), !isOver.load(ordering: .relaxed) {
                let one = children.randomElement(using: &generator)
                let chosen = generator.chance(0.2) ? children : [one].compactMap(\.self)
                // Mostly shorter than a permit lives or a little longer; at times a whole window.
                let stopMs =
                    generator.chance(0.1)
                    ? generator.draw(windowMs...windowMs * 3 / 2)
                    : generator.draw(1...max(2, windowMs / 8))
                for child in chosen { child.signal(SIGSTOP) }
                Stopwatch.sleep(seconds: Double(stopMs) / 1_000)
                for child in chosen { child.signal(SIGCONT) }
                stops.add(chosen.count, ordering: .relaxed)
                Stopwatch.sleep(seconds: Double(generator.draw(1...200)) / 1_000)
            }
        }
    }

    /// How often a process has been stopped.
    var count: Int { stops.load(ordering: .relaxed) }

    func end() {
        isOver.store(true, ordering: .relaxed)
    }
}
