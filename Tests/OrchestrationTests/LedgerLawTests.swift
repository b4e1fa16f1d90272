import Ledger
import Orchestration
import Testing

@Suite("The law of every history")
struct LedgerLawTests {
    /// Adds events, whose ids are 1, 2, 3 … unless said otherwise; returns the first breach.
    private func breach(
        _ events: [Event], ids: [EventID]? = nil, law: inout LedgerLaw
    ) throws -> LedgerLaw.Breach? {
        for (index, event) in events.enumerated() {
            let record = EventRecord(
                position: Int64(index + 1), id: ids?[index] ?? id(index + 1),
                stream: StreamName(text: "task-x"), version: Int64(index + 1), type: event.type,
                recordedAt: .start, correlation: id(0), causation: nil, actor: "test",
                body: try event.encodedBody())
            if let breach = record.withColumns({ law.add($0) }) { return breach }
        }
        return nil
    }

    private func isLawful(_ events: [Event], ids: [EventID]? = nil) throws -> Bool {
        var law = LedgerLaw()
        return try breach(events, ids: ids, law: &law) == nil
    }

    /// The attempt whose start has the number, with an account that looks like a field.
    private func attempt(_ number: Int) -> AttemptReference {
        .sample(id(number), account: #"","id":"1"#)
    }

    private var outcomes: [Event] {
        [
            .attemptAnswered(.sample(attempt(1))),
            .attemptFailed(.sample(attempt(1), .rateLimited)),
            .attemptOutcomeUnknown(.sample(attempt(1), .timedOut)),
        ]
    }

    @Test("Each attempt may have one outcome of any kind, or none")
    func lawful() throws {
        let start = Event.attemptStarted(.sample(attempt(1)))
        #expect(try isLawful([start]))
        for outcome in outcomes {
            #expect(try isLawful([start, outcome]))
            #expect(
                try isLawful([start, .clockStepped(ClockStepped(stepMicroseconds: 1)), outcome]))
        }
    }

    @Test("A second outcome, one of an attempt that did not start, and a second start are breaches")
    func breaches() throws {
        let start = Event.attemptStarted(.sample(attempt(1)))
        for first in outcomes {
            #expect(try !isLawful([first]))
            for second in outcomes { #expect(try !isLawful([start, first, second])) }
        }
        #expect(try !isLawful([start, start], ids: [id(1), id(1)]))
        #expect(try !isLawful([.attemptStarted(.sample(attempt(2)))]))
    }

    @Test("Only an unknown outcome is resolved, once, and what was billed counts")
    func resolutions() throws {
        let start = Event.attemptStarted(.sample(attempt(1)))
        for ticks in [Ticks(70), nil] {
            let resolved = Event.attemptResolved(
                AttemptResolved(attempt: attempt(1), source: .operator, billed: ticks))
            #expect(try !isLawful([start, resolved]))
            for outcome in outcomes {
                let isUnknown = outcome.type == AttemptOutcomeUnknown.type
                #expect(try isLawful([start, outcome, resolved]) == isUnknown)
                #expect(try !isLawful([start, outcome, resolved, resolved]))
            }
            var law = LedgerLaw()
            #expect(try breach([start, outcomes[2], resolved], law: &law) == nil)
            #expect(law.totals.ticks == ticks?.count ?? 0)
            #expect(law.totals.unknown == 1)
        }
    }

    @Test("No hold is granted beyond the cap of its run or of its day; what is settled may be more")
    func caps() throws {
        func start(_ number: Int, _ caps: AttemptCaps, hold: Ticks? = Ticks(40)) -> Event {
            let attempt = AttemptReference.sample(id(number), hold: hold)
            return .attemptStarted(
                AttemptStarted(
                    attempt: attempt, request: named("r"), requestBytes: 1,
                    completionTokensMax: 1, price: nil, windowRequests: 60, windowMs: 60_000,
                    caps: caps))
        }
        func answer(_ number: Int, _ ticks: Ticks?) -> Event {
            .attemptAnswered(
                .sample(.sample(id(number), hold: Ticks(40)), reported: ticks))
        }
        for caps in [AttemptCaps(run: Ticks(100)), AttemptCaps(day: Ticks(100))] {
            let two = [start(1, caps), start(2, caps)]
            #expect(try isLawful(two, ids: [id(1), id(2)]))
            #expect(try !isLawful(two + [start(3, caps)], ids: [id(1), id(2), id(3)]))
            let ids = [id(1), id(2), id(100), id(3)]
            #expect(try isLawful(two + [answer(1, Ticks(20)), start(3, caps)], ids: ids))
            #expect(try !isLawful(two + [answer(1, Ticks(21)), start(3, caps)], ids: ids))
            // An unknown cost holds on.
            #expect(try !isLawful(two + [answer(1, nil), start(3, caps)], ids: ids))
            #expect(try isLawful(two + [answer(1, Ticks(900))], ids: [id(1), id(2), id(100)]))
            #expect(try !isLawful([start(1, caps, hold: nil)], ids: [id(1)]))
        }
    }

    @Test("It adds up what the answers say")
    func totals() throws {
        var law = LedgerLaw()
        let starts = (1...4).map { Event.attemptStarted(.sample(attempt($0))) }
        let ends: [Event] = [
            .attemptAnswered(.sample(attempt(1), reported: Ticks(500))),
            .attemptAnswered(.sample(attempt(2), reported: nil, computed: Ticks(70), usage: nil)),
            .attemptFailed(.sample(attempt(3), .rateLimited)),
        ]
        #expect(try breach(starts + ends, law: &law) == nil)
        var expected = LawTotals()
        expected.attempts = 4
        expected.answered = 2
        expected.failed = 1
        expected.promptTokens = 10
        expected.cachedTokens = 2
        expected.completionTokens = 5
        expected.reasoningTokens = 1
        expected.ticks = 570
        #expect(law.totals == expected)
        #expect(law.totals.firstDifference(from: expected) == nil)
        expected.ticks += 1
        #expect(law.totals.firstDifference(from: expected)?.name == "ticks")
    }
}
