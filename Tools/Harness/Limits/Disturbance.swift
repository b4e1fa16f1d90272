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
                let stopMs = Self.stopMs(windowMs, &generator)
                for child in chosen { child.signal(SIGSTOP) }
                Stopwatch.sleep(seconds: Double(stopMs) / 1_000)
                for child in chosen { child.signal(SIGCONT) }
                stops.add(chosen.count, ordering: .relaxed)
                Stopwatch.sleep(seconds: Double(generator.draw(1...200)) / 1_000)
            }
        }
    }

    /// Mostly about as long as a permit lives, which is 2 % of the window; at times a good part of
    /// the window, seldom all of it.
    private static func stopMs(_ windowMs: Int, _ generator: inout SeededGenerator) -> Int {
        switch generator.draw(1...100) {
        case ...75: generator.draw(1...max(2, windowMs / 25))
        case ...97: generator.draw(1...max(2, windowMs / 4))
        default: generator.draw(windowMs...windowMs * 3 / 2)
        }
    }

    /// How often a process has been stopped.
    var count: Int { stops.load(ordering: .relaxed) }

    func end() {
        isOver.store(true, ordering: .relaxed)
    }
}
