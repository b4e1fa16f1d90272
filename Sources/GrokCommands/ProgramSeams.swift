package import Agents
package import LedgerStore
package import XAI

/// Where a harness reaches into the program to break it or to stop it at a chosen moment. The
/// product always runs with the defaults.
package struct ProgramSeams: Sendable {
    /// When intents are recorded.
    package var intent: IntentPolicy
    /// How commits of a run become durable.
    package var durability: DurabilitySteps
    /// What stands between a run and its provider.
    package var model: @Sendable (any ChatModel) -> any ChatModel

    package init(
        intent: IntentPolicy = .recordedBeforeSending,
        durability: DurabilitySteps = DurabilitySteps(),
        model: @escaping @Sendable (any ChatModel) -> any ChatModel = { $0 }
    ) {
        self.intent = intent
        self.durability = durability
        self.model = model
    }
}
