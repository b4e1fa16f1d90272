internal import Ledger
internal import XAI

extension SuperAgent {
    /// What asks whose the keys are that nobody has asked about, beside everything else; nil if
    /// there is nothing to ask. A question without an answer is asked again by the next run.
    func identification() -> (@Sendable () async -> Void)? {
        guard let directory else { return nil }
        let unknown = accounts.beginAsking()
        guard !unknown.isEmpty else { return nil }
        return { [mailbox] in
            let answers = await KeyQuestions(directory).ask(unknown)
            mailbox.post(
                .identified(zip(answers, unknown).compactMap { $0.fact(on: $1) }))
        }
    }
}
