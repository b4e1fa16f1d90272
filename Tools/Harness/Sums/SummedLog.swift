internal import Foundation
internal import Ledger
internal import LedgerStore

/// What the attempts of a log come to, read event by event with Foundation's JSON and calendars.
struct SummedLog {
    /// What an attempt can be told by.
    private struct Attempt {
        let account: String
        let model: String
        let task: String
        let kind: String
        let outcome: String
        /// When it ended; when it started if it has not.
        let at: Int64
        let figures: SumsFigures
    }

    private struct Body: Decodable {
        struct Attempt: Decodable {
            struct Call: Decodable {
                let kind: String
            }

            let id: String
            let account: String
            let model: String
            let call: Call
        }

        struct Usage: Decodable {
            let prompt: Int64
            let cached: Int64
            let completion: Int64
            let reasoning: Int64

            private enum CodingKeys: String, CodingKey {
                case prompt = "prompt_tokens"
                case cached = "cached_tokens"
                case completion = "completion_tokens"
                case reasoning = "reasoning_tokens"
            }
        }

        let attempt: Attempt
        let servedModel: String?
        let outcome: String?
        let ticks: Int64?
        let usage: Usage?

        private enum CodingKeys: String, CodingKey {
            case attempt, outcome, ticks, usage
            case servedModel = "served_model"
        }
    }

    private let reader: LedgerReader
    private var open: [String: Attempt] = [:]
    private var ended: [Attempt] = []
    private(set) var total = SumsFigures()

    init(directory: String) throws {
        reader = try LedgerReader.open(directory: directory)
    }

    mutating func read() throws {
        let decoder = JSONDecoder()
        try reader.forEach(from: 1) { record in
            guard record.type.hasPrefix("attempt-") else { return }
            let body = try decoder.decode(Body.self, from: Data(record.body.utf8))
            add(record, body)
        }
        for attempt in ended { total += attempt.figures }
        for attempt in open.values { total += attempt.figures }
    }

    private mutating func add(_ record: EventRecord, _ body: Body) {
        var figures = SumsFigures(attempts: 1)
        var outcome = "open"
        switch record.type {
        case "attempt-started.v1": figures.open = 1
        case "attempt-answered.v1":
            outcome = body.outcome ?? ""
            figures.answered = 1
            figures.prompt = body.usage?.prompt ?? 0
            figures.cached = body.usage?.cached ?? 0
            figures.completion = body.usage?.completion ?? 0
            figures.reasoning = body.usage?.reasoning ?? 0
            figures.ticks = body.ticks ?? 0
        case "attempt-failed.v1":
            outcome = "failed"
            figures.failed = 1
        case "attempt-outcome-unknown.v1":
            outcome = "unknown"
            figures.unknown = 1
        default: return
        }
        let attempt = Attempt(
            account: body.attempt.account, model: body.servedModel ?? body.attempt.model,
            task: record.stream.task?.text ?? "", kind: body.attempt.call.kind, outcome: outcome,
            at: record.recordedAt.microseconds, figures: figures)
        if outcome == "open" {
            open[body.attempt.id] = attempt
        } else {
            open[body.attempt.id] = nil
            ended.append(attempt)
        }
    }

    /// What is wrong with the answer to a question, a sentence each.
    func differences(_ question: SumsQuestion, _ report: SumsReport) -> [String] {
        var clock = WallClock(question.zone)
        var expected: [[String]: SumsFigures] = [:]
        for attempts in [AnyCollection(ended), AnyCollection(open.values)] {
            for attempt in attempts {
                let names = question.groupings.map { grouping in
                    switch grouping {
                    case "account": attempt.account
                    case "model": attempt.model
                    case "task": attempt.task
                    case "kind": attempt.kind
                    case "outcome": attempt.outcome
                    default: clock.name(grouping, attempt.at)
                    }
                }
                expected[names, default: SumsFigures()] += attempt.figures
            }
        }
        var wrong: [String] = []
        var found: Set<[String]> = []
        for row in report.rows {
            let names = question.groupings.map { row.names[$0] ?? "?" }
            if !found.insert(names).inserted { wrong.append("\(names) stands there twice") }
            let right = expected[names] ?? SumsFigures()
            if row.figures != right { wrong.append("\(names): \(row.figures), not \(right)") }
        }
        for (names, figures) in expected where !found.contains(names) {
            wrong.append("\(names) is missing: \(figures)")
        }
        if report.total.figures != total {
            wrong.append("the total is \(report.total.figures), not \(total)")
        }
        return wrong
    }
}

/// Names of hours, days, weeks and months by Foundation's calendar, each quarter of an hour asked
/// once.
private struct WallClock {
    private var calendar = Calendar(identifier: .iso8601)
    private let isUTC: Bool
    private var known: [Int64: String] = [:]

    init(_ zone: String) {
        isUTC = zone == "UTC"
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
    }

    mutating func name(_ unit: String, _ microseconds: Int64) -> String {
        let quarter = microseconds / 900_000_000
        if let name = known[quarter] { return name }
        let name = name(unit, of: Date(timeIntervalSince1970: Double(quarter) * 900))
        known[quarter] = name
        return name
    }

    private func name(_ unit: String, of date: Date) -> String {
        let parts = calendar.dateComponents(
            [.year, .month, .day, .hour, .weekOfYear, .yearForWeekOfYear], from: date)
        func text(_ number: Int?, _ digits: Int) -> String {
            String(format: "%0\(digits)ld", number ?? -1)
        }
        let month = text(parts.year, 4) + "-" + text(parts.month, 2)
        switch unit {
        case "month": return month
        case "week": return text(parts.yearForWeekOfYear, 4) + "-W" + text(parts.weekOfYear, 2)
        case "hour":
            let minutes = calendar.timeZone.secondsFromGMT(for: date) / 60
            let offset = text(abs(minutes) / 60, 2) + ":" + text(abs(minutes) % 60, 2)
            return month + "-" + text(parts.day, 2) + "T" + text(parts.hour, 2) + ":00"
                + (isUTC ? "Z" : (minutes < 0 ? "-" : "+") + offset)
        default: return month + "-" + text(parts.day, 2)
        }
    }
}
