import GRDB
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("What was spent")
struct MoneyTests {
    @Test(
        "By account, model, task, day and kind the rows are the log's, and add up to one total",
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
        let oracle = MoneyOracle(history.recorded, tasks: try tasksOfAttempts(history.log.reader))
        var totals: [CostSums] = []
        for grouping in CostGrouping.allCases {
            let report = try tables.costs(by: grouping)
            let expected = oracle.sums { attempt, served, task, at in
                switch grouping {
                case .account: attempt.account
                case .model: served
                case .task: task
                case .day: String(SQLTimestamp(microseconds: at.microseconds).text.prefix(10))
                case .kind: attempt.call.kind.rawValue
                case .nothing: ""
                }
            }
            let found = report.rows.filter { grouping != .task || $0.sums != CostSums() }
            #expect(Set(found.map(\.key)) == Set(expected.keys), "seed \(seed), by \(grouping)")
            for row in found {
                #expect(expected[row.key] == row.sums.asOracle, "seed \(seed), \(row.key)")
            }
            totals.append(report.total)
        }
        #expect(Set(totals).count == 1, "seed \(seed)")
        #expect(totals[0].ticks > 0 && totals[0].doubtfulAttempts > 0 && totals[0].open > 0)
        #expect(totals[0].inDoubt.unbounded > 0)
        await history.log.close()
    }

    /// The stream that each attempt stands in.
    private func tasksOfAttempts(_ reader: LedgerReader) throws -> [EventID: String] {
        var tasks: [EventID: String] = [:]
        try reader.forEach(from: 1) { record in
            if record.type == AttemptStarted.type { tasks[record.id] = record.stream.task?.text }
        }
        return tasks
    }

    @Test("Both rollups hold the same sums as the attempts")
    func rollups() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 21)
        while history.recorded.count < 800 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let sums =
            "sum(attempts) || '|' || sum(ticks) || '|' || sum(prompt_tokens) || '|' || "
            + "sum(doubtful_ticks) || '|' || sum(doubtful_unbounded)"
        let days = try home.shell("SELECT \(sums) FROM stats")
        #expect(try home.shell("SELECT \(sums) FROM stats_quarters") == days)
        #expect(
            try home.shell(
                """
                SELECT count(*) || '|' || sum(ticks) || '|' || sum(prompt_tokens) || '|'
                    || sum(hold_ticks) FILTER (WHERE state = 'unknown' OR label = 'unknown')
                    || '|' || sum(hold_ticks IS NULL)
                        FILTER (WHERE state = 'unknown' OR label = 'unknown')
                FROM attempts WHERE state <> 'open'
                """) == days)
        #expect(
            try home.shell("SELECT sum(settled_ticks) FROM accounts")
                == home.shell("SELECT sum(ticks) FROM tasks"))
        await history.log.close()
    }

    @Test("A sum that does not fit into 64 bits is refused, not wrapped, and nothing is written")
    func overflow() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 31)
        try await history.submit()
        try #require(history.tasks.count == 1)
        let before = Int64(history.recorded.count)
        let tables = try home.openTables()
        try tables.catchUp()
        try await history.spend(CanonicalJSON.integerMax, times: 1_025)
        #expect(throws: ProjectionError.overflow("the cost of a task")) { try tables.catchUp() }
        #expect(try tables.live.checkpoint()?.position == before)
        await history.log.close()
    }

    @Test("A report over a home without a ledger is zero")
    func empty() {
        let report = CostReport.empty(by: .account)
        #expect(report.rows.isEmpty && report.total == CostSums())
        #expect(report.inDoubt == CostSums.InDoubt(attempts: 0, ticksMax: .zero, unbounded: 0))
    }

    @Test("Accounts and days come in their natural order")
    func order() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 41)
        while history.recorded.count < 400 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(
            try tables.costs(by: .account).rows.map(\.key)
                == ["account-1", "account-2", "account-10"])
        let days = try tables.costs(by: .day).rows.map(\.key)
        #expect(days == days.sorted() && days.count > 3)
        #expect(
            try tables.costs(by: .kind).rows.map(\.key)
                == ["decomposition", "subtask", "aggregation"])
        await history.log.close()
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

extension RandomHistory {
    /// Answers in the first task, each at the same price, recorded at once.
    fileprivate func spend(_ ticks: Int64, times: Int) async throws {
        guard let stream = tasks[0].submitted?.task.stream else { return }
        let text = try log.blob("expensive")
        let manifest = try log.blob(try Manifest(prefix: nil, messages: []).encoded())
        var events: [Event] = []
        var ids: [EventID] = []
        for number in 1...times {
            let id = random.id(at: clock.now)
            let attempt = AttemptReference(
                id: id, call: .decomposition(round: 0), number: number, account: "account-1",
                key: "key-a", model: "grok-4", holdTicks: .zero)
            ids += [id, random.id(at: clock.now)]
            events.append(
                .attemptStarted(
                    AttemptStarted(
                        attempt: attempt, request: manifest.commitment, requestBytes: 1,
                        completionTokensMax: 1, price: nil, windowRequests: 60,
                        windowMs: 60_000)))
            events.append(
                .attemptAnswered(
                    AttemptAnswered(
                        attempt: attempt, servedModel: "grok-4", response: nil,
                        providerRequest: nil, finishReason: nil, outcome: .complete,
                        text: text.commitment, textBytes: 9, reasoning: nil, usage: nil,
                        rawUsage: nil, charge: Charge(reported: Ticks(ticks), computed: nil),
                        price: nil, durationMs: 1)))
        }
        tasks = []
        try await append(events, to: stream, blobs: [text, manifest], ids: ids)
    }
}
