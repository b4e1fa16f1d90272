package import Ledger

/// A task as it stands.
package struct TaskRow: Hashable, Sendable {
    package let id: String
    /// Nil if it is longer than 64 kB; then `descriptionText` names it.
    package let description: String?
    package let descriptionText: String
    /// `submitted`, `running`, `paused`, `succeeded`, `partial` or `failed`.
    package let status: String
    /// Why it paused or failed.
    package let reason: String?
    package let requestedStrategy: String
    /// Nil as long as there is no plan.
    package let effectiveStrategy: String?
    package let routing: String
    package let submittedAt: Timestamp
    package let endedAt: Timestamp?
    /// Time under way, without the pauses between runs.
    package let runMicroseconds: Int64
    package let resultText: String?
    package let subtasks: Int64
    package let subtasksFinished: Int64
    package let subtasksFailed: Int64
    package let subtasksSkipped: Int64
    package let documents: Int64
    package let sums: CostSums
}

/// A sub-task as it stands.
package struct SubtaskRow: Hashable, Sendable {
    /// Its number in the plan, from 1.
    package let number: Int64
    /// What the plan calls it.
    package let name: String?
    package let description: String?
    package let complexity: String
    package let dependencies: [Int]
    /// `pending`, `running`, `finished`, `failed` or `skipped`.
    package let status: String
    package let reason: String?
    package let skippedBecause: Int64?
    package let outcome: String?
    package let resultText: String?
    /// The account and the model of its last attempt.
    package let account: String?
    package let model: String?
    /// The model of its last answer.
    package let servedModel: String?
    package let sums: CostSums
}

/// An attempt as it stands.
package struct AttemptRow: Hashable, Sendable {
    package let position: Int64
    package let id: String
    package let kind: String
    package let subtask: Int64?
    package let round: Int64
    package let number: Int64
    package let account: String
    package let key: String
    package let model: String
    package let servedModel: String?
    /// `open`, `answered`, `failed` or `unknown`.
    package let state: String
    package let outcome: String?
    package let reason: String?
    package let status: Int64?
    package let startedAt: Timestamp
    package let endedAt: Timestamp?
    package let durationMs: Int64?
    /// Nil when the provider's figures contradict each other, or there was no answer.
    package let usage: TokenUsage?
    package let label: String?
    package let ticks: Ticks?
    package let holdTicks: Ticks?
}

/// A saved document, without its content.
package struct DocumentRow: Hashable, Sendable {
    package let id: Int64
    package let task: String
    package let title: String
    package let format: String
    /// `YYYY-MM-DD HH:MM:SS`, UTC.
    package let createdAt: String
    /// How long the content is, in bytes.
    package let bytes: Int64
}
