/// Readable Markdown of moderate length (300 to 1,500 bytes), so that practice looks like the real
/// thing and a thousand sub-tasks stay cheap.
enum AnswerText {
    private static let openings = [
        "The short answer: keep it small, name the parts, and make each of them testable.",
        "Three things decide this, and they can be settled in the order below.",
        "This is worked out below from the constraints that were given.",
        "The following holds for the usual case; the exceptions are named at the end.",
    ]

    private static let points = [
        "**Scope.** Only what was asked for is covered; everything else is named and left out.",
        "**Interfaces.** Each part has one entry point, with its inputs and errors written down.",
        "**Data.** Facts are stored once and derived views can be thrown away and rebuilt.",
        "**Errors.** Bad input is refused at the edge with one clear sentence.",
        "**Limits.** Every queue, size and wait has a limit, and the limit has a name.",
        "**Security.** Secrets stay out of logs, and every privilege is the smallest that works.",
        "**Tests.** Each rule has a test named after it, and faults are injected on purpose.",
        "**Performance.** Measure first; the slowest step is rarely the one that looks slow.",
        "**Operations.** It starts without manual steps and says what it is doing.",
        "**Migration.** Old and new run side by side until the numbers agree.",
    ]

    private static let closings = [
        "What remains open is listed above; nothing else is needed to begin.",
        "With this in place the next step can start without waiting for anything else.",
        "If one assumption turns out wrong, only the part that names it changes.",
    ]

    /// The answer to a sub-task or to a stranger's question.
    static func answer(topic: String, from generator: inout SplitMix64) -> String {
        var text = "## \(topic)\n\n\(generator.pick(openings))\n"
        let count = generator.draw(3...6)
        for point in draw(count, from: &generator) { text += "\n- \(point)" }
        return text + "\n\n\(generator.pick(closings))"
    }

    /// The document that an aggregation ends with.
    static func document(topic: String, from generator: inout SplitMix64) -> String {
        var text = "# \(topic)\n\n## Overview\n\n\(generator.pick(openings))\n\n## Result\n"
        let drawn = draw(7, from: &generator)
        for (number, point) in drawn.prefix(4).enumerated() { text += "\n\(number + 1). \(point)" }
        text += "\n\n## Before it is used\n"
        for point in drawn.dropFirst(4) { text += "\n- \(point)" }
        return text + "\n\n## Next step\n\n\(generator.pick(closings))"
    }

    private static func draw(_ count: Int, from generator: inout SplitMix64) -> [String] {
        var rest = points
        return (0..<count).map { _ in rest.remove(at: generator.below(rest.count)) }
    }

    /// The first half of a text, as a model leaves it that ran out of tokens.
    static func half(of text: String) -> String {
        prefix(of: text, bytes: text.utf8.count / 2)
    }

    /// The longest beginning within so many bytes that cuts no Unicode scalar in two.
    static func prefix(of text: String, bytes: Int) -> String {
        guard bytes < text.utf8.count else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: max(0, bytes))
        while end > text.startIndex, text.utf8[end] & 0xC0 == 0x80 {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }
}
