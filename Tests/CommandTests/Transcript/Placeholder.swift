/// What varies from run to run: `<task>` stands for any task id, `<task:1>` for the same one
/// wherever it appears.
struct Placeholder: Hashable, Sendable {
    let kind: String
    /// What stands for the same value everywhere in a transcript.
    let name: String?

    /// The kinds, and the regular expression that each value of them matches.
    static let patterns: [String: String] = {
        let day = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
        let clock = "[0-9]{2}:[0-9]{2}"
        return [
            "clock": "\(clock)(?::[0-9]{2})?",
            "date": day,
            "hash": "[0-9a-f]{64}",
            "ms": "[0-9]+",
            "n": "[0-9]+",
            "path": #"/[^\s"']*"#,
            "pid": "[1-9][0-9]*",
            "port": "[1-9][0-9]{0,4}",
            "s": #"[0-9]+(?:\.[0-9]+)?"#,
            "task": "[0-9abcdefghjkmnpqrstvwxyz]{12}",
            "text": ".*",
            "time": "\(day)[T ]\(clock):[0-9]{2}" + #"(?:\.[0-9]+)?(?:Z|[+-]\d\d:?\d\d)?"#,
            "usd": #"[0-9]+\.[0-9]+"#,
            "uuid": "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "word": #"\S+"#,
        ]
    }()

    /// Nil unless `text` is `kind` or `kind:name`, with a kind that exists; `home` has no name.
    init?(_ text: Substring) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = parts.first.map(String.init) else { return nil }
        guard Self.patterns[kind] != nil || (kind == "home" && parts.count == 1) else { return nil }
        let name = parts.count == 2 ? String(parts[1]) : nil
        if let name {
            guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber }) else { return nil }
        }
        self.kind = kind
        // The home directory of a transcript is one and the same without being named.
        self.name = kind == "home" ? "" : name
    }

    var spelling: String {
        name.map { $0.isEmpty ? "<\(kind)>" : "<\(kind):\($0)>" } ?? "<\(kind)>"
    }
}

/// The values that named placeholders stand for.
typealias Bindings = [Placeholder: String]
