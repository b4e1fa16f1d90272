internal import Ledger
internal import LedgerStore
internal import Orchestration

extension SuperAgent {
    /// Decides what `messages` lead to, records it together with the attempts that can start now,
    /// and returns those.
    package func step(_ messages: [Message]) async throws -> [SubAgent.Assignment] {
        try await noticeClockStep()
        var batch = Batch()
        var state = report.state
        for message in messages {
            try take(message, &batch, &state)
        }
        let wishes = try wishes(&batch, &state)
        guard !batch.entries.isEmpty || !wishes.isEmpty else { return [] }
        unrecorded = batch
        let assignments = try await record(batch, wishes, within: budget(state))
        unrecorded = Batch()
        return assignments
    }

    private func take(
        _ message: Message, _ batch: inout Batch, _ state: inout TaskState
    ) throws {
        switch message {
        case .command(let command, let blobs):
            batch.blobs += blobs
            try decide(command, causation: nil, &batch, &state)
        case .stop(let graceMs):
            if graceUntil == nil, !inFlight.isEmpty {
                graceUntil = .now.advanced(by: .milliseconds(graceMs))
                observer.stopping(attempts: inFlight.count, graceMs: graceMs)
            }
            fallthrough
        case .interrupt:
            try decide(.pause(.interrupted), causation: nil, &batch, &state)
        case .identified(let identities):
            accounts.endAsking()
            batch.add(
                identities.map(Event.accountIdentified), causation: nil, identifiers)
            waitUntil = nil
        case .ended(let outcome):
            let attempt = outcome.attempt.id
            inFlight.remove(attempt)
            let command = try outcomes.command(
                outcome, options: state.options, &batch.blobs)
            try decide(command, causation: attempt, &batch, &state)
            let now = identifiers.now()
            batch.add(consequences(of: command, now: now), causation: attempt, identifiers)
            waitUntil = nil
            budgetStop = nil
        }
    }

    /// The caps of the home and of the run, and what the run has spent.
    func budget(_ state: TaskState) -> Budget {
        var caps = accounts.caps
        caps.run = state.costMax
        return Budget(caps: caps, spent: state.spending)
    }

    /// A wish went beyond a cap: waits for what is under way, then says so. Once the cap has been
    /// recorded, the merge was what it did not allow, and the run pauses.
    private func stopAtBudget(_ batch: inout Batch, _ state: inout TaskState) throws {
        guard let reached = budgetStop else { return }
        waitUntil = nil
        guard inFlight.isEmpty else { return }
        budgetStop = nil
        let command =
            state.budgetReached == nil
            ? TaskCommand.reachBudget(reached) : .pause(.budget)
        try decide(command, causation: nil, &batch, &state)
    }

    private func decide(
        _ command: TaskCommand, causation: EventID?, _ batch: inout Batch,
        _ state: inout TaskState
    ) throws {
        let events = try TaskDecider.decide(command, state)
        batch.add(events, causation: causation, identifiers)
        for event in events { evolve(&state, event) }
    }

    /// Ahead of the append: what `event` will change, give or take some microseconds.
    private func evolve(_ state: inout TaskState, _ event: Event) {
        TaskDecider.evolve(
            &state,
            Recorded(
                position: 0, id: state.correlation ?? identifiers.event(),
                recordedAt: identifiers.now(), event: event))
    }

    private func consequences(of command: TaskCommand, now: Timestamp) -> [Event] {
        let (attempt, reason, retryAfterMs): (AttemptReference, FailureReason, Int64?)
        switch command {
        case .fail(let body):
            (attempt, reason, retryAfterMs) = (body.attempt, body.reason, body.retryAfterMs)
        case .loseTrack(let body):
            (attempt, reason, retryAfterMs) = (body.attempt, body.reason, body.retryAfterMs)
        default:
            return []
        }
        return AccountRules.consequences(
            of: attempt, reason: reason, retryAfterMs: retryAfterMs,
            setbacks: accounts.setbacks(key: attempt.key),
            mates: accounts.teammates(of: attempt.key), now: now)
    }

    /// The calls that may be asked now, ready to send, as many as accounts and concurrency allow.
    /// If no account will be free in time, the pause instead.
    private func wishes(_ batch: inout Batch, _ state: inout TaskState) throws -> [Wish] {
        guard state.phase == .running else { return [] }
        let now = identifiers.now()
        lookedAt = now
        // Left where it is, it would wake the run again and again while every slot is taken.
        if let until = waitUntil, until <= now { waitUntil = nil }
        try stopAtBudget(&batch, &state)
        guard state.phase == .running, budgetStop == nil else { return [] }
        let slots = state.options.concurrency - inFlight.count
        let due = TaskDecider.due(state, at: now, limit: slots)
        guard !due.isEmpty else { return [] }
        guard DiskRules.maySend(freeBytes: freeBytes()) else {
            // What is under way may end first: space may be free again by then.
            guard inFlight.isEmpty else { return [] }
            try decide(.pause(.diskFull), causation: nil, &batch, &state)
            return []
        }
        guard waitUntil == nil else { return [] }
        let (room, admission) = accounts.outlook(now: now)
        if room == 0 { try wait(admission, now, &batch, &state) }
        guard room > 0 else { return [] }
        return try due.prefix(room).map { call in
            let ready = try prepared[call] ?? requests.prepare(call, in: state)
            prepared[call] = ready
            let known = state.state(of: call)
            return Wish(
                id: identifiers.event(), prepared: ready, number: known.attempts + 1,
                avoiding: known.lastAccount)
        }
    }

    /// Waits for an account, or pauses when that would take too long or be in vain.
    private func wait(
        _ admission: Admission, _ now: Timestamp, _ batch: inout Batch, _ state: inout TaskState
    ) throws {
        switch admission {
        case .granted, .overBudget:
            break
        case .wait(let until):
            waitUntil = until
            // One of them may have room as soon as it is known whose they are.
            guard !accounts.isAsking else { return }
            observer.waiting(until: until)
            guard inFlight.isEmpty else { return }
            let since = waitingSince ?? now
            waitingSince = since
            if until.milliseconds(since: since) > waitMsMax ?? state.options.waitMsMax {
                try decide(.pause(.waitLimit, until: until), causation: nil, &batch, &state)
            }
        case .unavailable(let disabled):
            guard inFlight.isEmpty else { return }
            let reason = AccountRules.pauseReason(disabled)
            try decide(.pause(reason), causation: nil, &batch, &state)
        }
    }
}
