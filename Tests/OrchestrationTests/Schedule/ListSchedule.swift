/// A list schedule by critical path, computed without any of the program's rules: whenever a
/// worker is free it takes, of the jobs whose own predecessors are done, one with the longest way
/// to the end. Jobs are numbered from 0 and have their predecessors before them.
struct ListSchedule {
    let durations: [Int]
    /// How long each job is taken to be when it is ranked: what is known beforehand.
    let weights: [Int]
    let predecessors: [[Int]]

    /// The length of the longest way from each job to the end, itself included.
    private var ranks: [Int] {
        var ranks = weights
        for job in durations.indices.reversed() {
            let after = durations.indices.filter { predecessors[$0].contains(job) }
            ranks[job] += after.map { ranks[$0] }.max() ?? 0
        }
        return ranks
    }

    /// When the last job is done with so many workers.
    func makespan(workers: Int) -> Int {
        let ranks = ranks
        var endings: [Int?] = Array(repeating: nil, count: durations.count)
        var now = 0
        while endings.contains(where: { $0 == nil }) {
            let isDone = { (job: Int) in endings[job].map { $0 <= now } ?? false }
            let busy = endings.count { ($0 ?? 0) > now }
            let ready = durations.indices
                .filter { endings[$0] == nil && predecessors[$0].allSatisfy(isDone) }
                .sorted { (-ranks[$0], $0) < (-ranks[$1], $1) }
            for job in ready.prefix(workers - busy) { endings[job] = now + durations[job] }
            now = endings.compactMap { $0 }.filter { $0 > now }.min() ?? now
        }
        return endings.compactMap { $0 }.max() ?? 0
    }

    /// What no schedule beats: the longest way, and the work shared among the workers.
    func lowerBound(workers: Int) -> Int {
        let longest =
            ListSchedule(
                durations: durations, weights: durations, predecessors: predecessors
            ).ranks.max() ?? 0
        return max(longest, (durations.reduce(0, +) + workers - 1) / workers)
    }
}
