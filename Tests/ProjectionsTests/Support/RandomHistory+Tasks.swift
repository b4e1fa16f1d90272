import Ledger
import LedgerStore
import Orchestration

extension RandomHistory {
    func submit() async throws {
        let task = TaskID(random: random.next())
        let description = try text("Build a thing")
        let context = random.chance(50) ? try text("We use Swift") : nil
        let file = random.chance(20) ? try text("/tmp/result.md") : nil
        var options = RunOptions()
        options.strategy = random.pick(Strategy.allCases)
        options.routing = random.pick(Routing.allCases)
        options.savesDocument = random.chance(60)
        options.awaitsApproval = random.chance(25) ? true : nil
        if random.chance(50) { options.tags = ["team": random.pick(["a", "b/1", "c@d+e"])] }
        if random.chance(25) { options.tags = ["customer": "acme", "team": "a"] }
        let submitted = TaskSubmitted(
            task: task, description: description.commitment,
            descriptionBytes: description.bytes.count, context: context?.commitment,
            contextBytes: context?.bytes.count ?? 0, outputFile: file?.commitment,
            options: options)
        tasks.append(TaskDecider.initial)
        let events = try await append(
            [.taskSubmitted(submitted)], to: task.stream,
            blobs: [description, context, file].compactMap { $0 })
        for event in events { TaskDecider.evolve(&tasks[tasks.count - 1], event) }
    }

    func pause() async throws {
        let running = tasks.filter { $0.phase == .running }
        guard !running.isEmpty else { return }
        let reasons = PauseReason.allCases.filter { $0 != .awaitingApproval }
        try await decide(.pause(random.pick(reasons)), random.pick(running))
    }

    /// Takes up a task that paused, failed, or whose process died.
    func resume() async throws {
        let resumable = tasks.filter {
            if case .finished = $0.phase { return false }
            return $0.phase != .cancelled
        }
        guard !resumable.isEmpty else { return }
        let run = random.id(at: clock.now)
        let state = random.pick(resumable)
        guard state.isAwaitingApproval else { return try await decide(.resume(run: run), state) }
        guard random.chance(50) else { return try await decide(.approve(run: run), state) }
        try await edit(state)
    }

    /// A person changes the plan that awaits approval.
    private func edit(_ state: TaskState) async throws {
        var blobs: [Blob] = []
        let proposal = try soundProposal(&blobs)
        try await decide(.adopt(proposal, .edited), state, blobs: blobs)
    }

    /// Asks something that a task is owed, of any account.
    func start() async throws {
        let due = tasks.compactMap { state -> (TaskState, Call)? in
            let calls = TaskDecider.owed(state).compactMap { effect -> Call? in
                if case .ask(let call, _) = effect { return call }
                return nil
            }
            return calls.isEmpty ? nil : (state, random.pick(calls))
        }
        guard !due.isEmpty else { return try await end() }
        let (state, call) = random.pick(due)
        guard let submitted = state.submitted else { return }
        let account = random.pick(accounts)
        let model = submitted.options.models[state.role(of: call)]
        let hasPrice = random.chance(85)
        let id = random.id(at: clock.now)
        let reference = AttemptReference(
            id: id, call: call, number: state.state(of: call).attempts + 1, account: account.name,
            key: account.key, model: model,
            holdTicks: hasPrice ? Ticks(.random(in: 0...ticksMax, using: &random)) : nil)
        let (manifest, blobs) = try manifest(submitted)
        let started = AttemptStarted(
            attempt: reference, request: manifest, requestBytes: 1_000, completionTokensMax: 4_096,
            price: nil, windowRequests: 60, windowMs: random.pick([1_000, 60_000]))
        try await decide(.start(started), state, blobs: blobs, ids: [id])
    }

    /// Messages as calls have them; some continue those of another call.
    private func manifest(_ submitted: TaskSubmitted) throws -> (Commitment, [Blob]) {
        let system = try log.blob("You solve sub-tasks.")
        let own = try text("Now do this")
        var blobs = [system, own]
        var prefix: Commitment?
        if random.chance(30) {
            let first = Manifest(
                prefix: nil, messages: [.init(role: "system", parts: [system.commitment])])
            let blob = try log.blob(try first.encoded())
            prefix = blob.commitment
            blobs.append(blob)
        }
        var messages: [Manifest.Message] = []
        if prefix == nil {
            messages.append(.init(role: "system", parts: [system.commitment]))
        }
        messages.append(
            .init(role: "user", parts: [submitted.description, own.commitment]))
        let blob = try log.blob(try Manifest(prefix: prefix, messages: messages).encoded())
        blobs.append(blob)
        return (blob.commitment, blobs)
    }

    func decide(
        _ command: TaskCommand, _ state: TaskState, blobs: [Blob] = [], ids: [EventID] = []
    ) async throws {
        guard let stream = state.submitted?.task.stream else { return }
        let events = try TaskDecider.decide(command, state)
        guard !events.isEmpty else { return }
        try await append(events, to: stream, blobs: blobs, ids: ids)
    }
}
