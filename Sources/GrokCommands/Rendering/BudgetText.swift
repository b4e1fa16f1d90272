internal import Ledger
internal import Orchestration

/// Caps and what was spent under them, in words.
enum BudgetText {
    /// Such as `$0.50: $0.12 settled, $0.10 held, $0.28 left`.
    static func row(_ report: TaskReport) -> String? {
        guard let cap = report.state.costMax else { return nil }
        let spent = report.state.spending
        return "$\(cap.usd): $\(spent.settled.usd) settled, $\(spent.held.usd) held, "
            + "$\(spent.left(under: cap).usd) left"
    }

    /// Answers that cost more than was held for them, each in a line; empty without any.
    static func excesses(_ report: TaskReport) -> String {
        report.excesses.map { answered in
            let attempt = answered.attempt
            return "  \(CallText.text(attempt.call)), attempt \(attempt.number): "
                + "$\((answered.ticks ?? .zero).usd), held $\((attempt.holdTicks ?? .zero).usd)\n"
        }.joined()
    }

    /// Whose cap it is, and what the next call needs.
    static func text(_ reached: BudgetReached) -> String {
        let needs =
            reached.holdTicks.map { "the next call holds $\($0.usd)" }
            ?? "the next call's model has no price"
        return "\(scope(reached)) of $\(reached.capTicks.usd) is reached: "
            + "$\(reached.settledTicks.usd) settled, $\(reached.heldTicks.usd) held, \(needs)"
    }

    private static func scope(_ reached: BudgetReached) -> String {
        let account = reached.account ?? "an account"
        return switch reached.scope {
        case .run: "the cap"
        case .day: "the day's cap"
        case .accountDay: "the day's cap of \(account)"
        case .account: "the cap of \(account)"
        }
    }

    /// The options with which a run that stopped at a cap goes on, or when it can.
    static func wayOn(_ reached: BudgetReached?) -> (options: String, note: String) {
        guard let reached else { return ("", "") }
        switch reached.scope {
        case .run:
            guard let hold = reached.holdTicks else { return ("", "") }
            let needed = reached.settledTicks.clampedAdding(reached.heldTicks)
                .clampedAdding(hold)
            return (" --max-cost \(needed.usd)", "")
        case .day, .accountDay:
            return ("", " after 00:00 UTC, or raise the cap in \(Configuration.fileName)")
        case .account:
            return ("", " with a higher cap in \(Configuration.fileName)")
        }
    }
}
