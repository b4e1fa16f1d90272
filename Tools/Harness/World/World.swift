internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration
internal import XAI

/// One seed's world: tasks, processes that die, a provider that fails, a disk that fails, a clock
/// that is set. Nothing in it depends on anything but the seed.
final class World {
    /// How often a task is taken up again before the world is kind to it.
    private static let livesMax = 12
    private static let secondsMax: Int64 = 86_400
    private static let occurrencesMax = 20_000

    let machine: WorldMachine
    private let tasks: [TaskID]
    private var draw: SeededGenerator
    /// For the disk below SQLite and the caps, apart from all else.
    private var more: SeededGenerator
    private var queue = WorldQueue()
    private var provider: WorldProvider
    private var books = WorldBooks()
    private var processes: [Int: WorldProcess] = [:]
    /// How often each task was taken up.
    private var lives: [Int]
    private var killsLeft: Int
    /// What a process owed when it died.
    private var owed: [Int: Set<Effect>] = [:]
    private var phases: [TaskState.Phase]
    /// Until when a process is stopped.
    private var frozenUntil: [Int: Int64] = [:]
    private var outcome: WorldOutcome
    private var reader: LedgerReader?
    private let failuresBefore = SystemFaults.failures

    init(seed: UInt64, directory: String, intent: IntentPolicy) {
        let scenario = WorldScenario(seed: seed)
        let machine = WorldMachine(
            directory: directory, scenario: scenario, seed: seed, intent: intent)
        self.machine = machine
        draw = SeededGenerator(seed: seed ^ 0xA11CE)
        more = SeededGenerator(seed: seed ^ 0xD15C)
        provider = WorldProvider(scenario, seed: seed)
        tasks = (0..<scenario.tasks).map { _ in TaskID(random: machine.random.next()) }
        lives = Array(repeating: 0, count: scenario.tasks)
        phases = Array(repeating: .unsubmitted, count: scenario.tasks)
        killsLeft = scenario.killsMax
        outcome = WorldOutcome(seed: seed)
    }

    func run() async throws -> WorldOutcome {
        for task in tasks.indices {
            queue.plan(.start(task), at: Int64(draw.draw(0...5_000)) * 1_000)
            for second in machine.scenario.interrupts {
                queue.plan(.interrupt(task), at: Int64(second) * 1_000_000)
            }
        }
        for freeze in machine.scenario.freezes {
            queue.plan(
                .freeze(more.draw(0...tasks.count - 1), seconds: freeze.seconds),
                at: Int64(freeze.at) * 1_000_000)
        }
        for step in machine.scenario.clockSteps {
            queue.plan(.clockStep(step.by), at: Int64(step.at) * 1_000_000)
        }
        var occurrences = 0
        while let (time, occurrence) = queue.next() {
            machine.clock.advance(to: time)
            occurrences += 1
            guard time < Self.secondsMax * 1_000_000, occurrences < Self.occurrencesMax else {
                outcome.violations.append("the world did not come to an end")
                break
            }
            try await handle(occurrence)
        }
        try await end()
        return outcome
    }

    private var now: Int64 { machine.clock.elapsed }

    private func isCalm(_ task: Int) -> Bool { lives[task] >= Self.livesMax }

    private func handle(_ occurrence: Occurrence) async throws {
        if let awake = wakingTime(for: occurrence) {
            return queue.plan(thawed(occurrence), at: awake)
        }
        switch occurrence {
        case .freeze(let task, let seconds):
            guard processes[task] != nil else { return }
            outcome.freezes += 1
            frozenUntil[task] = now + Int64(seconds) * 1_000_000
        case .start(let task):
            try await start(task)
        case .wake(let task, let life, let number):
            guard lives[task] == life, processes[task]?.wake == number else { return }
            try await deliver([], to: task)
        case .departure(let task, let life, let assignment):
            guard lives[task] == life, processes[task] != nil else { return }
            try depart(assignment, of: task)
        case .answer(let task, let life, let answer):
            guard lives[task] == life, processes[task] != nil else { return }
            processes[task]?.underWay[answer.attempt.id] = nil
            try await deliver([.ended(answer)], to: task)
        case .interrupt(let task):
            guard processes[task] != nil else { return }
            try await interrupt(task)
        case .clockStep(let seconds):
            machine.clock.stepWall(by: Int64(seconds) * 1_000_000)
        }
    }

    /// When what concerns a frozen process can reach it; nil if it can now.
    private func wakingTime(for occurrence: Occurrence) -> Int64? {
        switch occurrence {
        case .wake(let task, _, _), .departure(let task, _, _), .answer(let task, _, _),
            .interrupt(let task):
            return frozenUntil[task].flatMap { $0 > now ? $0 : nil }
        case .start, .clockStep, .freeze:
            return nil
        }
    }

    /// A request that was to leave meanwhile finds its permit expired.
    private func thawed(_ occurrence: Occurrence) -> Occurrence {
        guard case .departure(let task, let life, let assignment) = occurrence else {
            return occurrence
        }
        let failure = ChatFailure(reason: .permitExpired, message: "the permit expired")
        return .answer(
            task, life: life,
            SubAgent.Outcome(
                attempt: assignment.started.attempt, result: .failed(failure), durationMs: 1))
    }

    // MARK: - Lives

    private func start(_ task: Int) async throws {
        lives[task] += 1
        frozenUntil[task] = nil
        guard let (process, history) = try await open(task) else { return }
        processes[task] = process
        if reader == nil { reader = try LedgerReader.open(directory: machine.directory) }
        guard !history.isEmpty else {
            let first = try await process.agent.opening(
                Submission(
                    description: "Task \(task)", context: nil, outputFile: nil,
                    options: machine.scenario.options))
            return try await deliver(first, to: task)
        }
        let state = TaskReport(history).state
        compareOwed(state, task)
        phases[task] = state.phase
        if case .finished = state.phase { return try await finish(task) }
        try await deliver(
            [await process.agent.opening(resuming: history, costMax: raisedCap(state, task))],
            to: task)
    }

    /// The process of a life and what it reads first; nil if the disk does not let it.
    private func open(_ task: Int) async throws -> (WorldProcess, [Recorded])? {
        armDisk(task)
        var log: EventLog?
        do {
            let process = try WorldProcess(
                machine, task: tasks[task], caps: isCalm(task) ? .none : machine.scenario.caps)
            log = process.log
            let records = try process.log.reader.events(of: tasks[task].stream)
            machine.disk.disarm()
            return (process, try records.map { try Recorded($0) })
        } catch let error as LedgerStoreError {
            noteFault(error)
            machine.disk.disarm()
            await log?.close()
            queue.plan(.start(task), at: now + 1_000_000)
            return nil
        }
    }

    /// Somebody lets a run that stopped at its cap spend more, or forgets to.
    private func raisedCap(_ state: TaskState, _ task: Int) -> Ticks? {
        guard let cap = state.costMax else { return nil }
        if isCalm(task) { return Ticks(1 << 50) }
        guard case .paused(.budget) = state.phase, more.chance(0.7) else { return nil }
        return Ticks(cap.count * Int64(more.draw(1...4)))
    }

    /// Whatever a disk does, it is the disk's fault, and that is what the store says.
    private func noteFault(_ error: LedgerStoreError) {
        outcome.storeFaults += 1
        guard !machine.disk.explains(error) else { return }
        outcome.violations.append(
            "the disk failed (\(machine.disk.description)), and the store says: \(error)")
    }

    /// After a restart the log must say what the process owed that died.
    private func compareOwed(_ state: TaskState, _ task: Int) {
        guard let before = owed.removeValue(forKey: task) else { return }
        let after = Set(TaskDecider.owed(state))
        guard after != before else { return }
        outcome.violations.append(
            "task \(task): \(before.subtracting(after)) was owed and is forgotten, "
                + "\(after.subtracting(before)) is new")
    }

    /// The process is gone, and what it knew with it.
    private func die(_ task: Int, isSure: Bool) async throws {
        guard let process = processes.removeValue(forKey: task) else { return }
        outcome.deaths += 1
        if isSure {
            let state = await process.agent.state
            let open = Set(state.open.keys)
            let sent = Set(process.underWay.keys)
            if open != sent {
                outcome.violations.append(
                    "task \(task): \(open.symmetricDifference(sent)) in the state or under way, "
                        + "not both")
            }
            owed[task] = Set(TaskDecider.owed(state))
        }
        machine.disk.disarm()
        await process.log.close()
        queue.plan(.start(task), at: now + Int64(draw.draw(0...120_000)) * 1_000)
    }

    // MARK: - Steps

    private func deliver(_ messages: [SuperAgent.Message], to task: Int) async throws {
        guard let process = processes[task] else { return }
        let dies = killsLeft > 0 && !isCalm(task) && draw.chance(machine.scenario.killChance)
        if dies, draw.chance(0.3) {
            killsLeft -= 1
            for message in messages { forget(message, task) }
            return try await die(task, isSure: false)
        }
        armDisk(task)
        let assignments: [SubAgent.Assignment]
        do {
            assignments = try await process.agent.step(messages)
        } catch let error as LedgerStoreError {
            noteFault(error)
            try await die(task, isSure: false)
            return try settleBooks()
        }
        machine.disk.disarm()
        try settleBooks()
        for assignment in assignments {
            processes[task]?.underWay[assignment.started.attempt.id] = assignment
        }
        if dies {
            killsLeft -= 1
            return try await die(task, isSure: true)
        }
        for assignment in assignments { send(assignment, of: task) }
        try await goOn(task)
    }

    /// A message that reached a process at its death was never heard.
    private func forget(_ message: SuperAgent.Message, _ task: Int) {
        if case .ended(let answer) = message {
            processes[task]?.underWay[answer.attempt.id] = nil
        }
    }

    private func armDisk(_ task: Int) {
        guard !isCalm(task), draw.chance(machine.scenario.storeFaultChance) else { return }
        let fault: WorldDisk.Fault = draw.pick(.failsWithout, .failsWith, .staysInDoubt)
        let isBelow = more.chance(machine.scenario.systemFaultShare)
        machine.disk.arm(isBelow ? .system(&more) : fault)
    }

    private func send(_ assignment: SubAgent.Assignment, of task: Int) {
        let life = lives[task]
        let permitMs = RateLimit(
            requests: machine.scenario.options.windowRequests,
            windowMs: machine.scenario.options.windowMs
        ).permitMs
        if !isCalm(task), draw.chance(machine.scenario.faults.late) {
            let failure = ChatFailure(reason: .permitExpired, message: "the permit expired")
            return answer(.failed(failure), assignment, task, afterMs: permitMs + 1)
        }
        let delay = Int64(draw.draw(0...Int(permitMs * 1_000)))
        queue.plan(.departure(task, life: life, assignment), at: now + delay)
    }

    private func depart(_ assignment: SubAgent.Assignment, of task: Int) throws {
        let attempt = assignment.started.attempt
        if books.open[attempt.id] == nil {
            outcome.violations.append("attempt \(attempt.id) was sent and never recorded")
        }
        let call = WorldBooks.AnsweredCall(stream: tasks[task].stream, call: attempt.call)
        if books.answered.contains(call) {
            outcome.violations.append("\(attempt.call) of task \(task) was answered before")
        }
        let reply = provider.receive(
            assignment, at: now, faults: isCalm(task) ? .none : machine.scenario.faults)
        answer(reply.result, assignment, task, afterMs: reply.latencyMs)
    }

    private func answer(
        _ result: AttemptResult, _ assignment: SubAgent.Assignment, _ task: Int, afterMs: Int64
    ) {
        let answer = SubAgent.Outcome(
            attempt: assignment.started.attempt, result: result, durationMs: afterMs)
        queue.plan(
            .answer(task, life: lives[task], answer), at: now + max(afterMs, 1) * 1_000)
    }

    private func interrupt(_ task: Int) async throws {
        guard let process = processes[task] else { return }
        let underWay = process.underWay.values.sorted {
            $0.started.attempt.id.text < $1.started.attempt.id.text
        }
        try await deliver([.interrupt], to: task)
        for assignment in underWay {
            let failure = ChatFailure(reason: .interrupted, message: "interrupted")
            answer(.unknown(failure), assignment, task, afterMs: 1)
        }
    }

    /// Plans the next look, or ends the process.
    private func goOn(_ task: Int) async throws {
        guard let agent = processes[task]?.agent else { return }
        phases[task] = await agent.state.phase
        if await agent.isOver { return try await finish(task) }
        guard let wakesAt = await agent.wakesAt else {
            if processes[task]?.underWay.isEmpty == true {
                outcome.violations.append("task \(task) runs and waits for nothing")
                try await die(task, isSure: true)
            }
            return
        }
        processes[task]?.wake += 1
        let wait = wakesAt.milliseconds(since: machine.clock.wall) + 1
        queue.plan(
            .wake(task, life: lives[task], number: processes[task]?.wake ?? 0),
            at: now + min(max(wait, 1), SuperAgent.wakeMsMax) * 1_000)
    }

    private func finish(_ task: Int) async throws {
        guard let process = processes.removeValue(forKey: task) else { return }
        await process.log.close()
        if case .paused(.budget) = phases[task] { outcome.budgetPauses += 1 }
        guard case .paused = phases[task], lives[task] < Self.livesMax + 2 else { return }
        queue.plan(.start(task), at: now + Int64(draw.draw(1...600)) * 1_000_000)
    }

    // MARK: - Laws

    private func settleBooks() throws {
        guard let reader else { return }
        try books.catchUp(reader, provider)
    }

    private func end() async throws {
        for (task, process) in processes {
            let wakesAt = await process.agent.wakesAt
            outcome.violations.append(
                "task \(task) has \(process.underWay.count) attempts under way, is owed "
                    + "\(TaskDecider.owed(await process.agent.state)), and looks again at "
                    + "\(wakesAt.map { "\($0.microseconds)" } ?? "no time"); it is "
                    + "\(machine.clock.wall.microseconds)")
            await process.log.close()
        }
        try settleBooks()
        for (task, phase) in phases.enumerated() {
            switch phase {
            case .finished: outcome.finished += 1
            case .failed: outcome.failed += 1
            case .paused where !provider.broke.isEmpty: outcome.paused += 1
            case .paused, .running, .unsubmitted, .cancelled:
                outcome.violations.append("task \(task) ended as \(phase)")
            }
        }
        outcome.attempts = books.attempts
        outcome.excesses = books.excesses
        outcome.systemFaults = SystemFaults.failures - failuresBefore
        outcome.digest = books.digest
        outcome.violations += provider.violations + books.violations
        if let reader, try !Verifier(reader).run().ok {
            outcome.violations.append("the ledger does not verify")
        }
    }
}
