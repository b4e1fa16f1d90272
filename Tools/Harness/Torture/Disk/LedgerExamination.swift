internal import Ledger
internal import LedgerStore

/// Opens the ledger of a home as the program does, and looks whether it is whole, holds what was
/// acknowledged, and goes on.
struct LedgerExamination {
    /// What was found wrong.
    struct Findings: Sendable {
        /// Acknowledged events that are missing or changed.
        var lost = 0
        /// Numbers of the script that are there more than once.
        var doubled = 0
        /// How many numbers of the script are there.
        var present = 0
        var problems: [String] = []

        var isClean: Bool { problems.isEmpty }
    }

    let home: String
    let acknowledged: [Marks.Acknowledgement]
    /// Whether another event is appended.
    var appends = true

    func run() -> Findings {
        Blocking.run { await examine() }
    }

    private func examine() async -> Findings {
        var findings = Findings()
        do {
            let log = try EventLog.open(
                directory: home, world: .simulated, program: ProgramVersion.actor)
            try look(log, &findings)
            if appends { try await goOn(log, &findings) }
            await log.close()
        } catch {
            findings.lost = acknowledged.count
            findings.problems.append("it cannot be used: \(error)")
        }
        return findings
    }

    private func look(_ log: EventLog, _ findings: inout Findings) throws {
        let report = try Verifier(log.reader).run(deep: true)
        if let problem = report.problem {
            findings.problems.append(
                "it does not verify: position \(problem.position ?? 0), expected "
                    + "\(problem.expected), found \(problem.found)")
        }
        var leaves: [Int64: (id: EventID, leaf: Hash)] = [:]
        var numbers: [Int: Int] = [:]
        try log.reader.forEach(from: 1) { record in
            leaves[record.position] = (record.id, record.leaf)
            if let number = DiskScript.number(of: record) { numbers[number, default: 0] += 1 }
        }
        for event in acknowledged {
            let found = leaves[event.position]
            if found?.id != event.id || found?.leaf != event.leaf { findings.lost += 1 }
        }
        if findings.lost > 0 {
            findings.problems.append(
                "\(findings.lost) of \(acknowledged.count) acknowledged events are lost")
        }
        findings.present = numbers.count
        findings.doubled = numbers.values.count { $0 > 1 }
        if findings.doubled > 0 {
            findings.problems.append("\(findings.doubled) events are there more than once")
        }
    }

    private func goOn(_ log: EventLog, _ findings: inout Findings) async throws {
        let before = try log.reader.head().size
        var script = DiskScript(seed: 0xF00D, events: 1)
        guard case .append(let groups) = try script.next() else { return }
        let events = try groups.joined().map {
            let event = try $0.event(text: nil)
            return try NewEvent(
                id: event.id, stream: StreamName(text: "task-afterwards"), expectedVersion: nil,
                type: "torture-ended.v1", body: "{}", correlation: nil, causation: nil,
                actor: event.actor)
        }
        _ = try await log.append(events)
        guard try log.reader.head().size == before + Int64(events.count) else {
            findings.problems.append("another event did not go to its end")
            return
        }
    }
}
