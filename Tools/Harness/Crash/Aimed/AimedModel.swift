internal import Ledger
internal import Synchronization
internal import XAI

/// Stands before the real provider and tells the trigger how far an attempt is.
struct AimedModel: ChatModel {
    let inner: any ChatModel
    let trigger: KillTrigger

    func send(
        _ request: EncodedChatRequest, credential: Credential,
        sendBy: ContinuousClock.Instant?, onDelta: (@Sendable (ChatDelta) -> Void)?
    ) async -> AttemptResult {
        trigger.reach(.beforeSend)
        let first = First()
        let result = await inner.send(request, credential: credential, sendBy: sendBy) { delta in
            if first.take() { trigger.reach(.midStream) }
            onDelta?(delta)
        }
        guard case .answered(let answer) = result else { return result }
        if trigger.aim.settlesEarly, let ticks = answer.reportedTicks {
            EarlyCounter(folder: trigger.aim.folder).settle(ticks.count)
        }
        trigger.reach(.afterAnswer)
        trigger.noteAnswer()
        return result
    }

    private final class First: Sendable {
        private let isTaken = Mutex(false)

        func take() -> Bool {
            isTaken.withLock { isTaken in
                defer { isTaken = true }
                return !isTaken
            }
        }
    }
}
