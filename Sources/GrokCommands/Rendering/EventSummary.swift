internal import Ledger
internal import Orchestration

/// What an event is about, in one line: from its body alone, so that it is the same whatever else
/// the ledger holds. Texts of people and models are not in a body, and so not here.
enum EventSummary {
    static func text(_ record: EventRecord) -> String {
        do {
            return text(try Event(type: record.type, body: record.body))
        } catch EventDecodingError.unknownType {
            return "(recorded by a newer program)"
        } catch {
            return "(its body cannot be read)"
        }
    }

    static func text(_ event: Event) -> String {
        switch event {
        case .ledgerOpened(let body):
            "\(body.world.rawValue) ledger \(body.ledger), format \(body.format), "
                + "\(body.program), SQLite \(body.sqlite)"
        case .clockStepped(let body): step(body.stepMicroseconds)
        case .attemptStarted(let body):
            attempt(body.attempt) + (body.attempt.holdTicks.map { ", at most $\($0.usd)" } ?? "")
        case .attemptAnswered(let body): answered(body)
        case .attemptFailed(let body):
            attempt(body.attempt) + ": "
                + reason(body.reason, status: body.status, retryAfterMs: body.retryAfterMs)
        case .attemptOutcomeUnknown(let body):
            attempt(body.attempt) + ": "
                + reason(body.reason, status: body.status, retryAfterMs: body.retryAfterMs)
                + "; what it cost is unknown"
        case .attemptResolved(let body):
            attempt(body.attempt) + ": "
                + (body.ticks.map { "billed $\($0.usd)" } ?? "not billed")
        case .accountCooledDown(let body):
            "\(body.account) rests until \(Clock.time(body.until)): "
                + FailureText.text(body.reason)
        case .accountDisabled(let body):
            "\(body.account) is disabled: \(FailureText.text(body.reason))"
        case .accountIdentified(let body):
            "\(body.account) belongs to team \(body.team)"
        case .accountEnabled(let body):
            body.account
                + (body.reason == .keyReplaced ? " has another key than before" : " is enabled")
        case .checkpointSigned(let body):
            "\(Count.text(body.size, "event")), root \(body.root)"
        case .contentRedacted(let body):
            Count.text(body.blobs.count, "text") + " removed"
                + (body.task.map { " of task \($0)" } ?? "")
        case .priceBookAdopted(let body):
            "\(body.book), \(Count.text(body.prices, "price")), \(body.source.rawValue)"
        case .costAdjusted(let body):
            attempt(body.attempt) + ": \(MoneyText.signed(body.ticks)), \(body.reason.rawValue)"
        default: task(event)
        }
    }

    private static func task(_ event: Event) -> String {
        switch event {
        case .taskSubmitted(let body): submitted(body)
        case .planAdopted(let body): adopted(body)
        case .subtaskPlanned(let body): planned(body)
        case .planRefused(let body):
            "refused: " + body.problems.map(\.rawValue).joined(separator: ", ")
        case .subtaskFinished(let body):
            "sub-task \(body.subtask): " + FailureText.status(.finished(body.outcome))
        case .subtaskFailed(let body):
            "sub-task \(body.subtask): " + FailureText.status(.failed(body.reason))
                + " after \(Count.text(body.attempts, "attempt"))"
        case .subtaskSkipped(let body):
            "sub-task \(body.subtask): " + FailureText.status(.skipped(because: body.because))
        case .documentSaved(let body): "saved as \(body.format.rawValue)"
        case .taskPaused(let body): FailureText.text(body.reason)
        case .budgetReached(let body): BudgetText.text(body)
        case .taskResumed(let body):
            "\(Count.text(body.callsReused, "call")) reused, "
                + "$\(body.reusedTicks.usd) not spent again"
                + (body.costMax.map { ", cap of $\($0.usd)" } ?? "")
        case .taskReopened(let body):
            "\(Count.text(body.subtasks.count, "sub-task")) and the aggregation owed again, "
                + "\(Count.text(body.callsReused, "call")) reused, "
                + "$\(body.reusedTicks.usd) not spent again"
        case .taskCancelled(let body): body.reason.rawValue
        case .answerInherited(let body):
            "\(CallText.text(body.call)), from attempt \(body.attempt)"
                + (body.ticks.map { ", $\($0.usd) paid there" } ?? "")
        case .taskFinished(let body): body.status.rawValue
        case .taskFailed(let body): FailureText.text(body.reason, body.cause)
        default: ""
        }
    }

    /// Such as `rate limit (HTTP 429, retry after 2.00 s)`.
    static func reason(_ reason: FailureReason, status: Int?, retryAfterMs: Int64?) -> String {
        var notes: [String] = []
        if let status { notes.append("HTTP \(status)") }
        if let retryAfterMs {
            notes.append("retry after \(Count.duration(milliseconds: retryAfterMs))")
        }
        return FailureText.text(reason)
            + (notes.isEmpty ? "" : " (" + notes.joined(separator: ", ") + ")")
    }

    private static func attempt(_ attempt: AttemptReference) -> String {
        "\(CallText.text(attempt.call)), attempt \(attempt.number), "
            + "\(attempt.model) on \(attempt.account)"
    }

    private static func answered(_ body: AttemptAnswered) -> String {
        let served =
            body.servedModel == body.attempt.model ? "" : ", served by \(body.servedModel)"
        let tokens = body.usage.map { Count.text($0.totalTokens, "token") } ?? "? tokens"
        let outcome = body.outcome == .complete ? "" : ", \(body.outcome.rawValue)"
        return attempt(body.attempt) + served + ": " + tokens + ", " + MoneyText.text(body) + ", "
            + Count.duration(milliseconds: body.durationMs) + outcome
    }

    private static func submitted(_ body: TaskSubmitted) -> String {
        let context =
            (body.context == nil ? "" : ", context of \(Count.text(body.contextBytes, "byte"))")
            + (body.template.map { ", template \($0.name)" } ?? "")
        return "\(body.options.strategy.rawValue), \(body.options.routing.rawValue), "
            + "at most \(Count.text(body.options.subtasksMax, "sub-task")), "
            + "description of \(Count.text(body.descriptionBytes, "byte"))" + context
            + (body.forkedFrom.map { ", forked from \($0.task) before \($0.position)" } ?? "")
    }

    private static func adopted(_ body: PlanAdopted) -> String {
        var parts = [Count.text(body.subtasks, "sub-task"), body.effectiveStrategy.rawValue]
        if let recommended = body.recommendedStrategy, recommended != body.effectiveStrategy {
            parts.append("the model recommended \(recommended.rawValue)")
        }
        switch body.source {
        case .file: parts.append("from a file")
        case .edited: parts.append("edited")
        case nil: break
        }
        if body.repairs > 0 { parts.append("repaired \(Count.text(body.repairs, "time"))") }
        if body.droppedDependencies > 0 {
            parts.append(
                Count.text(body.droppedDependencies, "dependency", "dependencies") + " dropped")
        }
        return parts.joined(separator: ", ")
    }

    private static func planned(_ body: SubtaskPlanned) -> String {
        let after =
            body.dependencies.isEmpty
            ? "" : ", after " + body.dependencies.map(String.init).joined(separator: ", ")
        return "sub-task \(body.subtask), \(body.complexity.rawValue)" + after
    }

    private static func step(_ microseconds: Int64) -> String {
        "the clock went \(microseconds < 0 ? "back" : "forward") by "
            + Count.duration(milliseconds: Int64(microseconds.magnitude / 1000))
    }
}
