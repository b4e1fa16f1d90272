internal import Foundation

/// Figures as a table for people.
enum FigureTable {
    private static let widths = (what: 58, number: 11, range: 21)

    static func head() -> String {
        line("what", "median", "min–max", "target", "")
    }

    static func line(_ figure: Figure) -> String {
        let target =
            switch figure.target {
            case .atMost(let limit): "≤ " + number(limit)
            case .atLeast(let limit): "≥ " + number(limit)
            case .none: ""
            }
        let verdict = figure.passes.map { $0 ? "reached" : "MISSED" } ?? ""
        return line(
            figure.what + ", " + figure.unit, number(figure.median),
            number(figure.min) + "–" + number(figure.max), target, verdict)
    }

    private static func line(
        _ what: String, _ median: String, _ range: String, _ target: String, _ verdict: String
    ) -> String {
        let line =
            Text.padded(what, widths.what) + Text.padded(left: median, widths.number)
            + Text.padded(left: range, widths.range) + Text.padded(left: target, widths.number)
            + "  " + verdict
        return line.replacingOccurrences(of: " +$", with: "", options: .regularExpression)
    }

    /// Three digits that matter, thousands in groups.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "–" }
        switch abs(value) {
        case 100...: return grouped(Int(value.rounded()))
        case 10...: return Text.decimal(value, 1)
        default: return Text.decimal(value, value == value.rounded() ? 0 : 2)
        }
    }

    private static func grouped(_ value: Int) -> String {
        var digits = String(value.magnitude)
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits.removeLast(3)
        }
        return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
    }
}
