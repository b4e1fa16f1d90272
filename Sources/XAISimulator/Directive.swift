/// What a prompt can ask of the simulator by a word in brackets in its last user message, so that
/// a test can have each outcome when it wants it.
enum Directive: String, CaseIterable, Sendable {
    /// Finish `stop` with `refusal` text and no content.
    case refuse = "[refuse]"
    /// An answer without text.
    case empty = "[empty]"
    /// Finish `length` with half of the text.
    case length = "[length]"
    /// 403 for a violation of the usage guidelines, billed at $0.05.
    case unsafe = "[unsafe]"

    /// The first directive in the text.
    init?(in text: String) {
        var text = text
        let found = text.withUTF8 { bytes in
            Directive.search(bytes)
        }
        guard let found else { return nil }
        self = found
    }

    /// The directive of a request.
    ///
    /// A request of a plan's node is directed by the node's own description only, and what a plan's
    /// descriptions say does not direct the other requests: an aggregation repeats them all.
    static func of(
        lastUserText text: String, node: PlanFile.Subtask?, plan: PlanIndex?
    ) -> Directive? {
        if let node { return Directive(in: node.description) }
        guard let plan, !plan.directingDescriptions.isEmpty else { return Directive(in: text) }
        var rest = text[...]
        var outside = ""
        while let found = firstDescription(of: plan, in: rest) {
            outside += rest[..<found.lowerBound]
            rest = rest[found.upperBound...]
        }
        return Directive(in: outside + rest)
    }

    private static func firstDescription(
        of plan: PlanIndex, in text: Substring
    ) -> Range<Substring.Index>? {
        plan.directingDescriptions
            .compactMap { text.firstRange(of: $0) }
            .min { $0.lowerBound < $1.lowerBound }
    }

    private static func search(_ bytes: UnsafeBufferPointer<UInt8>) -> Directive? {
        var start = 0
        while let bracket = bytes[start...].firstIndex(of: UInt8(ascii: "[")) {
            let rest = bytes[bracket...]
            if let found = allCases.first(where: { rest.starts(with: $0.rawValue.utf8) }) {
                return found
            }
            start = bracket + 1
        }
        return nil
    }
}
