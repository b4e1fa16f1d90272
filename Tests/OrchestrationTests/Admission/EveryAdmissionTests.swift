import Ledger
import Testing

@testable import Orchestration

/// Every short history of two accounts under a small window and a small cap.
@Suite("Every short history of two accounts")
struct EveryAdmissionTests {
    private enum Action: CaseIterable {
        case ask, answer, refuse, lose, disable, enable, rest, wait, setForward, setBack
    }

    private struct Node {
        var accounts = Accounts()
        /// The time that has really passed, and what the wall clock is ahead of it, in ms.
        var elapsed: Int64 = 0
        var ahead: Int64 = 0
        /// When requests of an account really began.
        var began: [String: [Int64]] = [:]
        var open: [AttemptReference] = []
        var disabled: Set<String> = []

        var now: Timestamp { .start.advanced(milliseconds: elapsed + ahead) }
    }

    private static let limit = RateLimit(requests: 1, windowMs: 1_000)
    private static let cap = Ticks(250)
    private let two = Candidate.numbered(2)

    private func admit(_ node: Node, at now: Timestamp) -> Admission {
        let wish = HoldWish(ticks: Ticks(100), attempt: EventID(at: now, random: (0, 4)))
        return node.accounts.admission.admit(
            two, routing: .roundRobin, limit: Self.limit, now: now, avoiding: nil, wish: wish,
            within: Budget(caps: Caps(day: Self.cap), spent: Spending()))
    }

    @Test("No window, no cap and no disablement is passed, and a wait ends when it says")
    func everything() {
        var problems: [String] = []
        var count = 0
        var met: Set<String> = []
        func explore(_ node: Node, depth: Int) {
            count += 1
            check(node, &problems, &met)
            guard depth > 0 else { return }
            for action in Action.allCases {
                guard let next = apply(action, node, &problems) else { continue }
                explore(next, depth: depth - 1)
            }
        }
        explore(Node(), depth: 5)
        print("\(count) histories")
        #expect(problems.isEmpty, "\(problems.prefix(5))")
        #expect(count > 5_000)
        #expect(met == ["granted", "wait", "overBudget", "unavailable"])
    }

    private func check(_ node: Node, _ problems: inout [String], _ met: inout Set<String>) {
        let admission = admit(node, at: node.now)
        if admit(node, at: node.now) != admission { problems.append("it depends on the asking") }
        switch admission {
        case .granted(let candidate):
            met.insert("granted")
            if node.disabled.contains(candidate.name) { problems.append("granted while disabled") }
            let recent = node.began[candidate.name, default: []].filter {
                $0 > node.elapsed - Self.limit.windowMs
            }
            if recent.count >= Self.limit.requests { problems.append("a window is passed") }
            if held(node) + 100 > Self.cap.count { problems.append("a cap is passed") }
        case .wait(let until):
            met.insert("wait")
            if until <= node.now { problems.append("it waits for the past") }
            if case .granted = admit(node, at: until.advanced(microseconds: -1)) {
                problems.append("it could have gone on before \(until)")
            }
            if case .wait = admit(node, at: until) { problems.append("it waits again at \(until)") }
        case .overBudget: met.insert("overBudget")
        case .unavailable(let reasons):
            met.insert("unavailable")
            if Set(reasons.keys) != node.disabled { problems.append("\(reasons) are disabled") }
        }
    }

    private func held(_ node: Node) -> Int64 {
        let standings = node.accounts.admission.standings.values
        return standings.reduce(0) { $0 + $1.held.count + $1.settled.count }
    }

    /// Nil where there is nothing to do it to.
    private func apply(_ action: Action, _ node: Node, _ problems: inout [String]) -> Node? {
        var next = node
        switch action {
        case .ask:
            guard case .granted(let candidate) = admit(node, at: node.now) else { return nil }
            next.open.append(next.accounts.start(candidate, Self.limit, at: node.now))
            next.began[candidate.name, default: []].append(node.elapsed)
        case .answer, .refuse, .lose:
            guard let attempt = next.open.popLast() else { return nil }
            next.accounts.record(end(action, attempt), at: node.now)
        case .disable:
            guard let account = two.first(where: { !next.disabled.contains($0.name) }) else {
                return nil
            }
            next.disabled.insert(account.name)
            next.accounts.disable(account, at: node.now)
        case .enable:
            guard let name = next.disabled.max() else { return nil }
            next.disabled.remove(name)
            for event in AccountRules.enabling(name, node.accounts.admission) ?? [] {
                next.accounts.record(event, at: node.now)
            }
        case .rest:
            next.accounts.coolDown(
                two[1], until: node.now.advanced(milliseconds: 700), at: node.now)
        case .wait:
            next.elapsed += 600
        case .setForward, .setBack:
            let step: Int64 = action == .setBack ? -3_600_000 : 3_600_000
            next.ahead += step
            next.accounts.record(
                .clockStepped(ClockStepped(stepMicroseconds: step * 1_000)), at: next.now)
        }
        return next
    }

    private func end(_ action: Action, _ attempt: AttemptReference) -> Event {
        switch action {
        case .answer: .attemptAnswered(.sample(attempt, reported: Ticks(60)))
        case .refuse: .attemptFailed(.sample(attempt, .rateLimited))
        default: .attemptOutcomeUnknown(.sample(attempt, .streamCut))
        }
    }
}
