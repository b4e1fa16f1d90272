package import Ledger
package import XAI

/// Does one attempt: sends a prepared call on one account and says what came of it.
package struct SubAgent: Sendable {
    private let model: any ChatModel

    package init(model: any ChatModel) {
        self.model = model
    }

    /// An attempt that was granted and recorded, and may be sent until its permit expires.
    package struct Assignment: Sendable {
        package let started: AttemptStarted
        package let prepared: PreparedCall
        package let credential: Credential
        package let sendBy: ContinuousClock.Instant
    }

    /// How an attempt ended, and how long it took.
    package struct Outcome: Sendable {
        package let attempt: AttemptReference
        package let result: AttemptResult
        package let durationMs: Int64

        package init(attempt: AttemptReference, result: AttemptResult, durationMs: Int64) {
            self.attempt = attempt
            self.result = result
            self.durationMs = durationMs
        }
    }

    package func perform(
        _ assignment: Assignment, onText: (@Sendable (String) -> Void)?
    ) async -> Outcome {
        let began = ContinuousClock.now
        var onDelta: (@Sendable (ChatDelta) -> Void)?
        if let onText {
            onDelta = { delta in
                if case .text(let text) = delta { onText(text) }
            }
        }
        let result = await model.send(
            assignment.prepared.request, credential: assignment.credential,
            sendBy: assignment.sendBy, onDelta: onDelta)
        let duration = began.duration(to: .now).components
        return Outcome(
            attempt: assignment.started.attempt, result: result,
            durationMs: duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000)
    }
}
