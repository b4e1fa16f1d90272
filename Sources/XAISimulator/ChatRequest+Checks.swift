extension ChatRequest {
    /// The checks of values, which come last before generation.
    func checkArguments(for model: SimulatedModel) throws(Refusal) {
        guard !messages.isEmpty else { throw .invalid("At least one message is required.") }
        guard choices == 1 else { throw .invalid("n must be 1, not \(choices).") }
        if let completionTokensMax, completionTokensMax < 1 {
            throw .invalid("max_completion_tokens must be at least 1, not \(completionTokensMax).")
        }
        if let temperature, !(0...2).contains(temperature) {
            throw .invalid("temperature must be between 0 and 2, not \(temperature).")
        }
        if reasoningEffort != nil, model.rejectsReasoningEffort {
            throw .invalid("Model \(self.model) does not support parameter reasoning_effort.")
        }
        let promptTokens = SimulatedUsage.promptTokens(of: messages)
        guard promptTokens <= model.contextTokens else {
            throw .invalid(
                "This model's maximum prompt length is \(model.contextTokens) but the request "
                    + "contains \(promptTokens) tokens.")
        }
    }
}

extension Credential {
    /// Refuses the keys that are not to be accepted.
    func check(model: String, _ books: Books) throws(Refusal) {
        switch treatment {
        case .accepted: break
        case .wrong: throw .wrongKey(self)
        case .exhausted: throw .noCredits(self)
        case .blocked, .disabled: throw .blockedKey
        case .capacity:
            if books.countCapacityRefusal(self) < 2 { throw .noCapacity(model: model) }
        }
    }
}
