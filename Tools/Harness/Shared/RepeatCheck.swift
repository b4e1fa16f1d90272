internal import Ledger
internal import LedgerStore

/// Compares the simulator's request log with the ledger: nothing was sent that is not in the
/// ledger, nothing more often, and no question again that had its answer.
enum RepeatCheck {
    private struct Question: Hashable {
        let messages: [ProviderRequest.Message]
    }

    private struct Known {
        var attempts = 0
        var answeredAt: Timestamp?
    }

    /// Every task of the ledger must have a description of its own, or its questions cannot be told
    /// from those of another.
    static func violations(
        _ requests: [ProviderRequest], facts: LedgerFacts, directory: String
    ) throws -> [Violation] {
        var known: [Question: Known] = [:]
        let reader = try LedgerReader.openIfPresent(directory: directory)
        for attempt in facts.attempts {
            guard let reader, let started = attempt.started,
                let messages = try reader.messages(of: started.request)
            else { continue }
            let question = Question(
                messages: messages.map { .init(role: $0.role, content: $0.content ?? "") })
            known[question, default: Known()].attempts += 1
            if let answer = attempt.answer {
                known[question]?.answeredAt = answer.recordedAt
            }
        }
        return violations(requests, known)
    }

    private static func violations(
        _ requests: [ProviderRequest], _ known: [Question: Known]
    ) -> [Violation] {
        var found: [Violation] = []
        var sent: [Question: Int] = [:]
        for request in requests {
            guard let messages = request.messages else { continue }
            let question = Question(messages: messages)
            guard let known = known[question] else {
                found.append(
                    Violation(.unrecorded, "request \(request.number) is not in the ledger"))
                continue
            }
            sent[question, default: 0] += 1
            if sent[question, default: 0] > known.attempts {
                found.append(
                    Violation(
                        .unrecorded,
                        "request \(request.number) was sent more often than the ledger says "
                            + "(\(known.attempts))"))
            }
            if let answeredAt = known.answeredAt, request.arrivedAtUs > answeredAt.microseconds {
                found.append(
                    Violation(
                        .askedAgain,
                        "request \(request.number) asks what had been answered before"))
            }
        }
        return found
    }
}
