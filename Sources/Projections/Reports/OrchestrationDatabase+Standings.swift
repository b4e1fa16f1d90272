internal import GRDB
internal import Ledger

extension OrchestrationDatabase {
    /// Requests that are younger than this at the last event are always told.
    private static let permitMemory: Int64 = 120_000_000
    /// The most that clocks wander between two events without a jump.
    private static let clockSlack: Int64 = 60_000_000

    /// The standing of every key at the position that the tables have got to.
    package func accountStandings() throws(ProjectionError) -> AccountStandings {
        try makeUsable()
        return try reading { database in
            guard let checkpoint = try TableFile.checkpoint(database) else {
                return AccountStandings(position: 0, accounts: [], lastKey: nil, days: [])
            }
            let images = try AccountImage.all(database)
            let permits = try Self.permits(images, now: checkpoint.at, database)
            let open = try Self.openAttempts(database)
            let unpriced = try Self.unpriced(database)
            var keys: [String] = []
            for image in images where !keys.contains(image.key) { keys.append(image.key) }
            return AccountStandings(
                position: checkpoint.position,
                accounts: try keys.map { key in
                    try Self.account(
                        key, images.filter { $0.key == key }, permits[key] ?? [], open[key] ?? [],
                        unpriced: unpriced[key] ?? .zero)
                },
                lastKey: images.filter { $0.lastStart > 0 }
                    .max { $0.lastStart < $1.lastStart }?.key,
                days: try Self.days(since: checkpoint.at, database))
        }
    }

    /// One key under all its names.
    private static func account(
        _ key: String, _ images: [AccountImage], _ permits: [AccountStandings.Permit],
        _ open: Set<EventID>, unpriced: Ticks
    ) throws -> AccountStandings.Account {
        var settled: Int64 = 0
        var held: Int64 = 0
        var requests: Int64 = 0
        for image in images {
            try settled.add(image.settledTicks, "the cost of an account")
            try held.add(image.heldTicks, "what an account holds")
            requests += image.requests
        }
        let last = images.max { $0.lastEvent < $1.lastEvent }
        return AccountStandings.Account(
            name: last?.account ?? "", key: key, settled: Ticks(settled), held: Ticks(held),
            unpriced: unpriced, requests: Int(requests), openAttempts: open, permits: permits,
            cooledDownUntil: last?.cooledDownUntil.map(Timestamp.init(microseconds:)),
            disabled: last?.disabledReason.flatMap(DisablementReason.init(rawValue:)),
            setbacks: Int(last?.setbacks ?? 0), team: last?.team)
    }

    private static let millisecondsOfDay: Int64 = 86_400_000

    /// What was spent by day and key. The index on ids leads to the last days.
    private static func days(
        since time: Int64, _ database: Database
    ) throws -> [AccountStandings.Day] {
        let today = time / 1000 / millisecondsOfDay
        let first = EventID(
            at: Timestamp(microseconds: (today - 1) * millisecondsOfDay * 1000), random: (0, 0))
        var days: [[String]: (settled: Int64, held: Int64)] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT id, key, coalesce(ticks, 0),
                    CASE WHEN state IN ('failed', 'resolved') OR ticks IS NOT NULL THEN 0
                    ELSE coalesce(hold_ticks, 0) END
                FROM attempts WHERE id >= ?
                """, arguments: [String(first.text.prefix(13))])
        while let row = try rows.next() {
            guard let id = EventID(text: row[0] as String) else { continue }
            let day = Int64(id.high >> 16) / millisecondsOfDay
            let name = [String(day), row[1] as String]
            var sums = days[name] ?? (0, 0)
            try sums.settled.add(row[2], "the cost of a day")
            try sums.held.add(row[3], "what a day holds")
            days[name] = sums
        }
        return days.compactMap { name, sums in
            Int64(name[0]).map {
                AccountStandings.Day(
                    day: $0, key: name[1], settled: Ticks(sums.settled), held: Ticks(sums.held))
            }
        }.sorted { ($0.day, $0.key) < ($1.day, $1.key) }
    }

    /// The holds of answers that nobody knows the cost of, by key.
    private static func unpriced(_ database: Database) throws -> [String: Ticks] {
        var sums: [String: Ticks] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT key, sum(doubtful_ticks) FROM stats_days
                JOIN dimensions ON dimensions.id = stats_days.dimension
                WHERE label = 'unknown' AND outcome <> 'unknown' GROUP BY key
                """)
        while let row = try rows.next() { sums[row[0]] = Ticks(row[1]) }
        return sums
    }

    private static func openAttempts(_ database: Database) throws -> [String: Set<EventID>] {
        var open: [String: Set<EventID>] = [:]
        let rows = try Row.fetchCursor(
            database, sql: "SELECT key, id FROM attempts WHERE state = 'open'")
        while let row = try rows.next() {
            if let id = EventID(text: row[1] as String) { open[row[0], default: []].insert(id) }
        }
        return open
    }

    /// The recent requests by key, found from the last one backwards.
    private static func permits(
        _ images: [AccountImage], now: Int64, _ database: Database
    ) throws -> [String: [AccountStandings.Permit]] {
        let jumps = try ClockJumps(database)
        let window = (images.map(\.windowMsMax).max() ?? 0) * 2_000
        let oldest = now - max(permitMemory, window) - clockSlack
        var permits: [String: [AccountStandings.Permit]] = [:]
        let rows = try Row.fetchCursor(
            database,
            sql: """
                SELECT position, id, key, started_at, window_requests, window_ms, ended_position,
                    ended_at, coalesce(reason IN
                        ('not-sent', 'permit-expired', 'untrusted-certificate'), 0)
                FROM attempts ORDER BY position DESC
                """)
        while let row = try rows.next() {
            let started = jumps.move(row[3], since: row[0])
            if started < oldest { break }
            let wasSent = row[8] as Int64 == 0
            guard wasSent, let id = EventID(text: row[1] as String) else { continue }
            var ended: Int64?
            if let position = row[6] as Int64? { ended = jumps.move(row[7], since: position) }
            permits[row[2], default: []].append(
                AccountStandings.Permit(
                    attempt: id, startedAt: Timestamp(microseconds: started),
                    endedAt: ended.map(Timestamp.init(microseconds:)), windowRequests: row[4],
                    windowMs: row[5]))
        }
        return permits.mapValues { $0.reversed() }
    }
}

/// How far the wall clock has jumped, and when.
private struct ClockJumps {
    /// The last one first.
    private let steps: [(position: Int64, microseconds: Int64)]

    init(_ database: Database) throws {
        steps = try Row.fetchAll(
            database, sql: "SELECT position, step_us FROM clock_steps ORDER BY position DESC"
        ).map { ($0[0], $0[1]) }
    }

    /// A time that was read at `position`, by the clock as it goes now.
    func move(_ time: Int64, since position: Int64) -> Int64 {
        steps.prefix { $0.position > position }.reduce(time) { $0 &+ $1.microseconds }
    }
}
