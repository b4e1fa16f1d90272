import Ledger
import Orchestration

extension RequestDraft {
    /// The messages as text, with `texts` in the place of their commitments.
    func rendered(_ texts: [String]) -> String {
        let known = Dictionary(
            texts.map { (named($0), $0) }, uniquingKeysWith: { first, _ in first })
        return messages.map { message in
            let parts = message.parts.map { part in
                switch part {
                case .words(let words): words
                case .text(let commitment): known[commitment] ?? "<unknown text>"
                }
            }
            return "[\(message.speaker)]\n" + parts.joined()
        }.joined(separator: "\n")
    }

    /// Every text of somebody else, in order.
    var texts: [Commitment] {
        messages.flatMap(\.parts).compactMap {
            guard case .text(let commitment) = $0 else { return nil }
            return commitment
        }
    }
}
