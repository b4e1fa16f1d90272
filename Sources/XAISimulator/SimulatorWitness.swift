/// Sees what happens to a request, while it happens: for tests that keep a bill which outlives the
/// simulator, or end the world at that very moment. Called on the simulator's own thread.
package struct SimulatorWitness: Sendable {
    /// What one request was billed.
    package struct Charge: Sendable {
        /// The first 16 hex digits of the key's SHA-256.
        package let keySHA256: String
        package let model: String
        package let messages: [ChatMessage]
        package let ticks: Int64
    }

    /// The whole request has arrived, and nothing was billed for it yet.
    package var arrived: @Sendable () -> Void
    /// It is billed, and nothing of the answer has left.
    package var charged: @Sendable (Charge) -> Void

    package init(
        arrived: @escaping @Sendable () -> Void = {},
        charged: @escaping @Sendable (Charge) -> Void = { _ in }
    ) {
        self.arrived = arrived
        self.charged = charged
    }
}
