import Ledger
import LedgerStore
import Orchestration

extension RandomHistory {
    /// Somebody decides about a task that stopped, or never mind in what state it is.
    func afterwards() async throws {
        let state = random.pick(tasks)
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<40: try await resolve()
        case 40..<65: try await decideIfAllowed(.retry(run: random.id(at: clock.now), subtask: nil))
        case 65..<75: try await decideIfAllowed(.holdUnknown)
        case 75..<80: try await decideIfAllowed(.cancel)
        case 80..<90: try await adjust()
        default: try await fork(state)
        }
    }

    private func resolve() async throws {
        for state in tasks {
            let doubtful = state.doubtful.values.sorted { $0.id.text < $1.id.text }
            guard !doubtful.isEmpty else { continue }
            let billed = random.chance(60)
            let body = AttemptResolved(
                attempt: random.pick(doubtful), source: .operator,
                billed: billed ? Ticks(.random(in: 1...ticksMax, using: &random)) : nil)
            return try await decide(.resolve(body), state)
        }
    }

    /// Somebody corrects what an attempt has cost.
    private func adjust() async throws {
        let resolved = recorded.compactMap { record -> AttemptReference? in
            if case .attemptResolved(let body) = record.event { return body.attempt }
            return nil
        }
        let ended = recorded.compactMap { record -> AttemptReference? in
            switch record.event {
            case .attemptAnswered(let body): body.attempt
            case .attemptFailed(let body): body.attempt
            default: nil
            }
        }
        guard let attempt = random.chance(30) ? resolved.last : ended.randomElement(using: &random)
        else { return }
        let reference = try text("Invoice")
        let body = CostAdjusted(
            attempt: attempt, ticks: Ticks(.random(in: -500...500, using: &random)),
            reason: random.pick(AdjustmentReason.allCases), reference: reference.commitment)
        try await append([.costAdjusted(body)], to: .audit, blobs: [reference])
    }

    /// On any task that the rules allow it on.
    private func decideIfAllowed(_ command: TaskCommand) async throws {
        let allowed = tasks.filter {
            ((try? TaskDecider.decide(command, $0)) ?? []).isEmpty == false
        }
        guard !allowed.isEmpty else { return }
        try await decide(command, random.pick(allowed))
    }

    private func fork(_ origin: TaskState) async throws {
        guard let known = origin.submitted else { return }
        let task = TaskID(random: random.next())
        let submitted = TaskSubmitted(
            task: task, description: known.description, descriptionBytes: known.descriptionBytes,
            context: known.context, contextBytes: known.contextBytes, outputFile: nil,
            options: known.options,
            forkedFrom: ForkOrigin(
                task: known.task, position: Int64(recorded.count + 1),
                subtask: origin.subtasks.isEmpty || random.chance(50) ? nil : 1))
        let command = TaskCommand.fork(submitted, from: origin)
        guard let events = try? TaskDecider.decide(command, TaskDecider.initial) else { return }
        tasks.append(TaskDecider.initial)
        for event in try await append(events, to: task.stream) {
            TaskDecider.evolve(&tasks[tasks.count - 1], event)
        }
    }

    /// What the provider says of a key, or what somebody decides about it.
    func sayMore(of account: Candidate) async throws {
        let event: Event
        if random.chance(70) {
            // A key has one team; two of the three keys have the same.
            event = .accountIdentified(
                AccountIdentified(
                    account: account.name, key: account.key,
                    team: account.key == "key-a" ? "team-1" : "team-2",
                    providerKey: random.chance(50) ? "id of \(account.key)" : nil))
        } else {
            event = .accountDisabled(
                AccountDisabled(
                    account: account.name, key: account.key, reason: .requested, attempt: nil))
        }
        try await append([event], to: .account(account.name))
    }
}
