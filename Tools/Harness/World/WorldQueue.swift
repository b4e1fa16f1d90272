internal import Agents
internal import Ledger

/// Something that will happen in a world.
enum Occurrence: Sendable {
    /// A process takes the task up, for the first time or again.
    case start(Int)
    /// The process looks whether something has become due.
    case wake(Int, life: Int, number: Int)
    /// The request of an attempt leaves its process.
    case departure(Int, life: Int, SubAgent.Assignment)
    /// The answer of an attempt reaches its process.
    case answer(Int, life: Int, SubAgent.Outcome)
    case interrupt(Int)
    /// The process is stopped for so many seconds, or the machine under it sleeps.
    case freeze(Int, seconds: Int)
    /// Somebody sets the wall clock, by so many seconds.
    case clockStep(Int)
}

/// What will happen, in order of time and, at one time, in the order in which it was planned.
struct WorldQueue {
    private var entries: [(time: Int64, number: Int, occurrence: Occurrence)] = []
    private var planned = 0

    /// - Parameter time: in microseconds since the world began.
    mutating func plan(_ occurrence: Occurrence, at time: Int64) {
        planned += 1
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].time > time { low = middle + 1 } else { high = middle }
        }
        entries.insert((time, planned, occurrence), at: low)
    }

    mutating func next() -> (time: Int64, occurrence: Occurrence)? {
        entries.popLast().map { ($0.time, $0.occurrence) }
    }
}
