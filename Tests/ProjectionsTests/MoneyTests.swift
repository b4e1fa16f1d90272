import GRDB
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("What was spent")
struct MoneyTests {
    @Test("All rollups hold the same sums as the attempts")
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
        #expect(try home.shell("SELECT \(sums) FROM stats_totals") == days)
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
        let figure = "the cost of a task (9223372036854774784 + 9007199254740991)"
        #expect(throws: ProjectionError.overflow(figure)) { try tables.catchUp() }
        #expect(try tables.live.checkpoint()?.position == before)
        await history.log.close()
    }

    @Test("A report over a home without a ledger is zero")
    func empty() {
        let report = CostReport.empty(by: [.account])
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
            try tables.costs(by: .account).rows.map(\.keys[0])
                == ["account-1", "account-2", "account-10"])
        let days = try tables.costs(by: .day).rows.map(\.keys[0])
        #expect(days == days.sorted() && days.count > 3)
        #expect(
            try tables.costs(by: .kind).rows.map(\.keys[0])
                == ["decomposition", "subtask", "aggregation"])
        await history.log.close()
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
