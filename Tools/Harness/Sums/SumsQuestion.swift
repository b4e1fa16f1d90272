/// A cost report that is asked for: by what, and by whose clock.
struct SumsQuestion {
    let groupings: [String]
    let zone: String

    var arguments: [String] { groupings.map { "--by-\($0)" } + ["--timezone", zone] }

    var name: String {
        (groupings.isEmpty ? "in total" : "by " + groupings.joined(separator: " and by "))
            + (zone == "UTC" ? "" : ", \(zone)")
    }

    static let all: [SumsQuestion] = {
        let single = [
            [], ["account"], ["model"], ["task"], ["kind"], ["outcome"], ["hour"], ["day"],
            ["week"],
            ["month"],
        ]
        let crossed = [
            ["account", "model"], ["account", "day"], ["model", "kind"], ["day", "outcome"],
            ["account", "model", "day"],
        ]
        let places = ["Asia/Kathmandu", "America/New_York"].flatMap { zone in
            [["hour"], ["day"], ["week"], ["month"], ["account", "day"]].map {
                SumsQuestion(groupings: $0, zone: zone)
            }
        }
        return (single + crossed).map { SumsQuestion(groupings: $0, zone: "UTC") } + places
    }()
}

/// The figures of one row.
struct SumsFigures: Hashable {
    var attempts: Int64 = 0
    var answered: Int64 = 0
    var failed: Int64 = 0
    var unknown: Int64 = 0
    var open: Int64 = 0
    var prompt: Int64 = 0
    var cached: Int64 = 0
    var completion: Int64 = 0
    var reasoning: Int64 = 0
    var ticks: Int64 = 0

    static func += (left: inout SumsFigures, right: SumsFigures) {
        left.attempts += right.attempts
        left.answered += right.answered
        left.failed += right.failed
        left.unknown += right.unknown
        left.open += right.open
        left.prompt += right.prompt
        left.cached += right.cached
        left.completion += right.completion
        left.reasoning += right.reasoning
        left.ticks += right.ticks
    }
}

/// What `ledger cost --json` prints.
struct SumsReport: Decodable {
    struct Row: Decodable {
        /// What it stands for.
        let names: [String: String]
        let figures: SumsFigures
        var ticks: Int64 { figures.ticks }

        private struct Key: CodingKey {
            let stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            func number(_ name: String) throws -> Int64 {
                try container.decode(Int64.self, forKey: Key(stringValue: name))
            }
            figures = SumsFigures(
                attempts: try number("attempts"), answered: try number("answered"),
                failed: try number("failed"), unknown: try number("unknown"),
                open: try number("open"), prompt: try number("prompt_tokens"),
                cached: try number("cached_tokens"), completion: try number("completion_tokens"),
                reasoning: try number("reasoning_tokens"), ticks: try number("ticks"))
            var names: [String: String] = [:]
            for name in SumsQuestion.all.flatMap(\.groupings) {
                names[name] = try container.decodeIfPresent(
                    String.self, forKey: Key(stringValue: name))
            }
            self.names = names
        }
    }

    let rows: [Row]
    let total: Row
}
