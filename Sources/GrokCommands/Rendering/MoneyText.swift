internal import Ledger
internal import Orchestration

/// How money is shown: exact, or marked. `~` computed by us, `?` unknown, `>=` at least this much.
/// An unknown amount is never shown as zero.
enum MoneyText {
    static func text(_ cost: CostSum) -> String {
        text(cost.settled, label: cost.label)
    }

    /// What one answer cost.
    static func text(_ answered: AttemptAnswered) -> String {
        text(answered.ticks ?? .zero, label: answered.label.rawValue)
    }

    static func text(_ ticks: Ticks, label: String) -> String {
        switch label {
        case "unknown": "?"
        case "partial": ">= $" + ticks.usd
        case "computed": "~$" + ticks.usd
        default: "$" + ticks.usd
        }
    }

    /// A difference: `+$0.50`, `-$0.50`.
    static func signed(_ ticks: Ticks) -> String {
        ticks.count < 0 ? "-$" + String(ticks.usd.dropFirst()) : "+$" + ticks.usd
    }

    /// What is in doubt, in words; nil when nothing is.
    static func doubt(_ cost: CostSum) -> String? {
        var parts: [String] = []
        if cost.inDoubtAttempts > 0 {
            let bound =
                cost.inDoubtUnbounded == 0
                ? "at most $\(cost.inDoubtTicksMax.usd)" : "for which there is no bound"
            parts.append("\(Count.text(cost.inDoubtAttempts, "attempt")) in doubt, \(bound)")
        }
        if cost.unknownAnswers > 0 {
            parts.append(
                "\(Count.text(cost.unknownAnswers, "answer")) whose cost nobody stated")
        }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

/// Numbers in words.
enum Count {
    /// `1,234,567`.
    static func text(_ count: some BinaryInteger) -> String {
        var digits = String(count.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        groups.insert(digits, at: 0)
        return (count < 0 ? "-" : "") + groups.joined(separator: ",")
    }

    /// `1 attempt`, `2 attempts`.
    static func text(
        _ count: some BinaryInteger, _ noun: String, _ plural: String? = nil
    ) -> String {
        text(count) + " " + (count == 1 ? noun : plural ?? noun + "s")
    }

    /// `0.42 s`, `3 min 12 s`.
    static func duration(milliseconds: Int64) -> String {
        if milliseconds < 60_000 {
            let hundredths = milliseconds / 10
            let rest = hundredths % 100
            return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) s"
        }
        let seconds = milliseconds / 1000
        if seconds < 3_600 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds / 3_600) h \(seconds % 3_600 / 60) min"
    }
}
