import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("Cost by anything")
struct CostTests {
    static let zones = ["UTC", "Asia/Kathmandu", "America/New_York"]

    @Test(
        "By any one or two things, in any place, the rows are the log's and add up to one total",
        arguments: [11, 12, .random(in: 1_000...999_999_999)] as [UInt64])
    func groupings(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = seed.isMultiple(of: 2)
        while history.recorded.count < 1_200
            || history.tasks.allSatisfy({ $0.open.isEmpty })
        { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let oracle = CostOracle(history)
        var totals: Set<CostSums> = []
        var sources: [CostQuery.Source] = []
        var random = SeededGenerator(seed: seed)
        for zone in try Self.zones.map({ try #require(LocalZone(name: $0)) }) {
            for groupings in Self.pairs {
                var query = CostQuery(by: groupings, zone: zone)
                query.tag = random.pick(["team", "customer"])
                let report = try tables.costs(query)
                #expect(oracle.difference(query, report) == nil, "seed \(seed)")
                totals.insert(report.total)
                if !sources.contains(query.source) { sources.append(query.source) }
            }
        }
        #expect(totals.count == 1, "seed \(seed)")
        let total = try #require(totals.first)
        #expect(total.ticks > 0 && total.doubtfulAttempts > 0 && total.open > 0)
        #expect(total.inDoubt.unbounded > 0)
        #expect(sources.count == 5, "\(sources)")
        await history.log.close()
    }

    /// Nothing, each alone, and each with each other, in both orders.
    private static var pairs: [[CostGrouping]] {
        let all = CostGrouping.allCases
        let crossed = all.flatMap { first in
            all.filter { $0 != first && !($0.isTime && first.isTime) }.map { [first, $0] }
        }
        return [[]] + all.map { [$0] } + crossed + [[.account, .model, .day, .outcome]]
    }

    @Test(
        "Filters leave exactly those attempts that pass them",
        arguments: [13, .random(in: 1_000...999_999_999)] as [UInt64])
    func filters(seed: UInt64) async throws {
        print("seed \(seed)")
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: seed)
        history.hasAfterwards = true
        while history.recorded.count < 900 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let oracle = CostOracle(history)
        var random = SeededGenerator(seed: seed)
        let times = history.recorded.map(\.recordedAt.microseconds)
        var isEmpty = 0
        for _ in 0..<300 {
            var query = CostQuery(
                by: random.pick(Self.pairs),
                zone: try #require(LocalZone(name: random.pick(Self.zones))))
            let length = random.pick([1, 900_000_000, 86_400_000_000] as [Int64])
            if random.chance(60) { query.since = random.pick(times) / length * length }
            if random.chance(60) { query.until = random.pick(times) / length * length }
            query.tag = "team"
            if random.chance(30) { query.asOf = random.pick(history.recorded).position }
            if random.chance(20) { query.tags["team"] = random.pick(["a", "b/1", "x"]) }
            if random.chance(20) { query.tags["customer"] = "acme" }
            if random.chance(30) { query.accounts = [random.pick(["account-1", "account-10"])] }
            if random.chance(30) { query.models = [random.pick(["grok-4", "grok \"4.3\"", "x"])] }
            if random.chance(30) {
                query.tasks = (0..<2).compactMap { _ in
                    random.pick(history.tasks).submitted?.task
                }
            }
            let report = try tables.costs(query)
            #expect(oracle.difference(query, report) == nil, "seed \(seed), \(query)")
            if report.rows.isEmpty { isEmpty += 1 }
        }
        #expect((1..<250).contains(isEmpty))
        await history.log.close()
    }
}

/// What reports must hold, found by going through the events with Foundation's calendar.
private struct CostOracle {
    private let history: RandomHistory
    private let tasks: [EventID: String]
    let money: MoneyOracle
    let tags: [String: [String: String]]

    init(_ history: RandomHistory) {
        let submitted = history.tasks.compactMap(\.submitted)
        tags = Dictionary(
            uniqueKeysWithValues: submitted.map { ($0.task.text, $0.options.tags ?? [:]) })
        var tasks: [EventID: String] = [:]
        for state in history.tasks {
            for id in history.attempts[state.submitted?.task.text ?? ""] ?? [] {
                tasks[id] = state.submitted?.task.text
            }
        }
        self.history = history
        self.tasks = tasks
        money = MoneyOracle(history.recorded, tasks: tasks)
    }

    /// What is wrong with `report`; nil if nothing.
    func difference(_ query: CostQuery, _ report: CostReport) -> String? {
        let money =
            query.asOf.map { last in
                MoneyOracle(history.recorded.filter { $0.position <= last }, tasks: tasks)
            } ?? money
        let expected = money.sums { facts in
            let at = facts.at.microseconds
            guard query.includes(account: facts.account, model: facts.model),
                query.tasks.isEmpty || query.tasks.contains(where: { $0.text == facts.task }),
                at >= query.since ?? .min, at < query.until ?? .max,
                query.tags.allSatisfy({ tags[facts.task]?[$0.key] == $0.value })
            else { return nil }
            return query.groupings.map {
                $0 == .tag
                    ? tags[facts.task]?[query.tag] ?? "(none)" : Self.key($0, facts, query.zone)
            }
        }
        // A task that asked nothing yet has a row.
        let found = report.rows.filter { query.source != .tasks || $0.sums != CostSums() }
        guard Set(found.map(\.keys)) == Set(expected.keys), found.count == expected.count else {
            return "\(query.groupings): \(found.map(\.keys)), not \(expected.keys)"
        }
        for row in found where expected[row.keys] != row.sums.asOracle {
            return "\(row) instead of \(String(describing: expected[row.keys]))"
        }
        let ticks = found.reduce(0) { $0 + $1.sums.ticks }
        return ticks == report.total.ticks ? nil : "\(ticks) ticks, not \(report.total.ticks)"
    }

    private static func key(
        _ grouping: CostGrouping, _ facts: MoneyOracle.Facts, _ zone: LocalZone
    ) -> String {
        switch grouping {
        case .account: return facts.account
        case .model: return facts.model
        case .task: return facts.task
        case .kind: return facts.kind
        case .outcome: return facts.outcome
        case .hour, .day, .week, .month, .tag: break
        }
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(identifier: zone.name) ?? .gmt
        let date = Date(timeIntervalSince1970: Double(facts.at.microseconds) / 1_000_000)
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .weekOfYear, .yearForWeekOfYear], from: date)
        func text(_ number: Int?, _ digits: Int) -> String {
            String(format: "%0\(digits)ld", number ?? -1)
        }
        let month = text(parts.year, 4) + "-" + text(parts.month, 2)
        switch grouping {
        case .month: return month
        case .week: return text(parts.yearForWeekOfYear, 4) + "-W" + text(parts.weekOfYear, 2)
        case .hour:
            let minutes = calendar.timeZone.secondsFromGMT(for: date) / 60
            let sign = minutes < 0 ? "-" : "+"
            let offset = sign + text(abs(minutes) / 60, 2) + ":" + text(abs(minutes) % 60, 2)
            return month + "-" + text(parts.day, 2) + "T" + text(parts.hour, 2) + ":00"
                + (zone.isUTC ? "Z" : offset)
        default: return month + "-" + text(parts.day, 2)
        }
    }
}

extension CostSums {
    fileprivate var asOracle: MoneyOracle.Sums {
        MoneyOracle.Sums(
            answered: answered, failed: failed, unknown: unknown, open: open,
            usage: TokenUsage(
                prompt: promptTokens, cached: cachedTokens, completion: completionTokens,
                reasoning: reasoningTokens),
            ticks: ticks, computed: computedAnswers, doubtful: doubtfulAttempts,
            doubtfulTicks: doubtfulTicks, unbounded: doubtfulUnbounded,
            stated: statedAttempts)
    }
}
