/// Text that looks and compresses like a model's answers, from a seed.
struct Prose: Sendable {
    private static let subjects = [
        "The service", "Every request", "A background job", "The cache", "This module",
        "The client", "Each record", "The scheduler", "An operator", "The index", "The gateway",
        "A failed write", "The migration", "The reviewer", "The first version",
    ]
    private static let verbs = [
        "keeps", "returns", "must not change", "validates", "is responsible for", "replaces",
        "waits for", "reports", "depends on", "should describe", "measures", "rejects",
    ]
    private static let objects = [
        "the current state", "an explicit error", "its own limits", "the list of accounts",
        "what the caller asked for", "a stable identifier", "the oldest entry",
        "the agreed interface", "no more than one retry", "the result of the last step",
        "all open transactions", "a short summary", "the whole response body",
    ]
    private static let endings = [
        "before anything is sent.", "while the lock is held.", "for every tenant.",
        "in the order of arrival.", "until the deadline has passed.", "without a second copy.",
        "as the table below shows.", "when the configuration changes.", "under normal load.",
        "because the provider bills it.", "and nothing else.", "at the end of the day.",
    ]

    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// Sentences of about so many bytes, now and then with a number, a heading or a list.
    mutating func text(bytes: Int) -> String {
        var text = ""
        while text.utf8.count < bytes {
            switch generator.draw(0...11) {
            case 0: text += "\n\n## Step \(generator.draw(1...99)): "
            case 1: text += "\n- `item_\(generator.draw(100...999))` "
            default: break
            }
            text += sentence() + " "
        }
        return text
    }

    private mutating func sentence() -> String {
        let words = [Self.subjects, Self.verbs, Self.objects, Self.endings].map {
            $0[generator.draw(0...$0.count - 1)]
        }
        let number = generator.chance(0.3) ? " \(generator.draw(2...5_000))" : ""
        return "\(words[0]) \(words[1]) \(words[2])\(number) \(words[3])"
    }
}
