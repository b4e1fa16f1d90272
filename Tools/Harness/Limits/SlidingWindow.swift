/// Counts how many of some instants lie in any window of a length.
enum SlidingWindow {
    /// The most instants in any half-open window of `length`, and the first of them. `instants`
    /// need not be sorted. A window that begins between two instants holds no more than one that
    /// begins at the later, so only those are looked at: the answer is exact.
    static func peak(_ instants: [Int64], length: Int64) -> (count: Int, from: Int64)? {
        let sorted = instants.sorted()
        var best: (count: Int, from: Int64)?
        var end = 0
        for (start, instant) in sorted.enumerated() {
            while end < sorted.count, sorted[end] - instant < length { end += 1 }
            if end - start > best?.count ?? 0 { best = (end - start, instant) }
        }
        return best
    }
}
