internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import Synchronization
internal import XAI

/// The wish to ask a call that is ready to send.
struct Wish: Sendable {
    let id: EventID
    let prepared: PreparedCall
    let number: Int
    let avoiding: String?

    func start(_ candidate: Candidate, limit: RateLimit, caps: Caps) -> AttemptStarted {
        AttemptStarted(
            attempt: AttemptReference(
                id: id, call: prepared.call, number: number, account: candidate.name,
                key: candidate.key, model: prepared.model, holdTicks: prepared.hold),
            request: prepared.manifest, requestBytes: prepared.request.byteCount,
            completionTokensMax: prepared.completionTokensMax, price: prepared.price,
            windowRequests: limit.requests, windowMs: limit.windowMs,
            caps: caps.caps(on: candidate.name))
    }
}

extension SuperAgent {
    /// What was decided inside the append.
    private struct Decided: Sendable {
        var events: [Event] = []
        var starts: [(wish: Wish, body: AttemptStarted)] = []
        var denied: Admission?
        var at = ContinuousClock.now
    }

    /// Appends `batch` and, in the same transaction, the starts of those `wishes` for which an
    /// account is found.
    func record(
        _ batch: Batch, _ wishes: [Wish], within budget: Budget
    ) async throws -> [SubAgent.Assignment] {
        let ids = batch.entries.map(\.id)
        let blobs = batch.blobs + wishes.flatMap(\.prepared.blobs)
        let fixed = batch.entries.map { entry in
            NewEntry(id: entry.id, event: entry.event, causation: entry.causation)
        }
        let context = AppendContext(
            task: task, version: report.state.version,
            correlation: report.state.correlation ?? ids.first, intent: intent)
        let accounts = accounts
        let intent = intent
        // At most a clock step and one replaced key for every account.
        let spare = (0...accounts.accounts.count).map { _ in identifiers.event() }
        let decided = Mutex(Decided())
        let records = try await log.append(
            ids: ids + wishes.map(\.id) + spare, blobs: blobs
        ) { section in
            let decision = try accounts.decide(
                wishes.map { wish in
                    let hold = HoldWish(ticks: wish.prepared.hold, attempt: wish.id)
                    return AdmissionWish(avoiding: wish.avoiding, hold: hold) {
                        wish.start($0, limit: accounts.limit, caps: budget.caps)
                    }
                }, within: budget, after: fixed.map(\.event), in: section)
            var result = Decided()
            result.at = .now
            var entries = zip(spare, decision.notices).map {
                NewEntry(id: $0, event: $1, causation: nil)
            }
            entries += fixed.enumerated().filter { !decision.known.contains($0.offset) }
                .map(\.element)
            for (wish, admission) in zip(wishes, decision.admissions) {
                guard case .granted(let candidate) = admission else {
                    result.denied = admission
                    continue
                }
                let body = wish.start(candidate, limit: accounts.limit, caps: budget.caps)
                result.starts.append((wish, body))
                guard intent == .recordedBeforeSending else { continue }
                entries.append(
                    NewEntry(id: wish.id, event: .attemptStarted(body), causation: nil))
            }
            result.events = entries.map(\.event)
            decided.withLock { $0 = result }
            return try context.newEvents(entries)
        }
        let result = decided.withLock { $0 }
        try fold(records, result.events)
        return assign(result)
    }

    private func fold(_ records: [EventRecord], _ events: [Event]) throws {
        var recorded: [Recorded] = []
        for (index, record) in records.enumerated() {
            let event = index < events.count ? events[index] : try Recorded(record).event
            recorded.append(
                Recorded(
                    position: record.position, id: record.id, recordedAt: record.recordedAt,
                    event: event))
        }
        accounts.observe(recorded)
        for (record, event) in zip(records, recorded) where record.stream == task.stream {
            report.evolve(event)
        }
        if !records.isEmpty { observer.recorded(records, report) }
        for names in accounts.teams(namedBy: recorded.map(\.event)) {
            observer.recognisedTeam(names)
        }
    }

    private func assign(_ decided: Decided) -> [SubAgent.Assignment] {
        switch decided.denied {
        case .wait(let until): waitUntil = until
        case .unavailable: waitUntil = identifiers.now()
        case .overBudget(let reached):
            budgetStop = reached
            waitUntil = identifiers.now()
        case .granted, nil: break
        }
        let sendBy = decided.at.advanced(by: .milliseconds(accounts.limit.permitMs))
        return decided.starts.compactMap { wish, body in
            guard let account = accounts.account(named: body.attempt.account) else { return nil }
            if intent == .notRecorded { pretend(body) }
            waitingSince = nil
            prepared[wish.prepared.call] = nil
            inFlight.insert(wish.id)
            return SubAgent.Assignment(
                started: body, prepared: wish.prepared, credential: account.credential,
                sendBy: sendBy)
        }
    }

    /// For the harness: the state goes on as if the intent had been recorded.
    private func pretend(_ body: AttemptStarted) {
        report.evolve(
            Recorded(
                position: 0, id: body.attempt.id, recordedAt: identifiers.now(),
                event: .attemptStarted(body)))
    }
}

private struct NewEntry: Sendable {
    let id: EventID
    let event: Event
    let causation: EventID?
}

/// What turns decided events into events to append.
private struct AppendContext: Sendable {
    let task: TaskID
    let version: Int64
    let correlation: EventID?
    let intent: IntentPolicy

    func newEvents(_ entries: [NewEntry]) throws -> [NewEvent] {
        var next = version
        return try entries.map { entry in
            let stream = entry.event.stream(task: task)
            var expected: Int64?
            if stream == task.stream, intent == .recordedBeforeSending {
                expected = next
                next += 1
            }
            return try NewEvent(
                id: entry.id, stream: stream, expectedVersion: expected, event: entry.event,
                correlation: correlation, causation: entry.causation,
                actor: ProgramVersion.actor)
        }
    }
}
