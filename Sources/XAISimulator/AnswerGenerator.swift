/// Answers as a pure function of the seed, the model and the messages (and of what the request
/// allows: schema and `max_completion_tokens`).
struct AnswerGenerator: Sendable {
    let plan: PlanIndex?

    /// Words in a system message that make a request an aggregation.
    private static let mergingWords = ["merg", "aggregat", "combin", "synthes", "consolidat"]
    /// How much of the system message is looked at, in bytes.
    private static let systemBytes = 4_096

    /// - Parameter wrongPlan: how a decomposition's plan is to be wrong; nil is a sound plan.
    func answer(
        _ chat: ChatRequest, model: SimulatedModel, digest: ContentDigest,
        node: PlanFile.Subtask?, directive: Directive?, wrongPlan: WrongPlan?
    ) -> Answer {
        var generator = SplitMix64(seed: digest.answerSeed)
        let phase = phase(of: chat, model: model, node: node)
        let usage = SimulatedUsage.draw(
            promptTokens: SimulatedUsage.promptTokens(of: chat.messages), phase: phase,
            completionTokensMax: chat.completionTokensMax, from: &generator)
        let text =
            if let schema = chat.schema {
                structured(chat, schema: schema, wrongPlan: wrongPlan, from: &generator)
            } else {
                plain(chat, phase: phase, node: node, from: &generator)
            }
        var answer = Answer(
            text: text, reasoning: "Weighing what was asked before answering.",
            finishReason: "stop", usage: usage, ticks: 0)
        if wrongPlan == .cutByLength { answer.cut(to: AnswerText.half(of: text)) }
        direct(&answer, directive)
        fit(&answer, completionTokensMax: chat.completionTokensMax)
        answer.ticks = model.ticks(for: answer.usage)
        return answer
    }

    private func phase(
        of chat: ChatRequest, model: SimulatedModel, node: PlanFile.Subtask?
    ) -> Phase {
        if chat.schema != nil { return .decomposition }
        if node != nil { return model.phase }
        if plan != nil { return .aggregation }
        return merges(chat) ? .aggregation : model.phase
    }

    private func merges(_ chat: ChatRequest) -> Bool {
        chat.messages.contains { message in
            guard message.role == "system" || message.role == "developer" else { return false }
            let start = AnswerText.prefix(of: message.content, bytes: Self.systemBytes).lowercased()
            return Self.mergingWords.contains { start.containsBytes(of: $0) }
        }
    }

    private func plain(
        _ chat: ChatRequest, phase: Phase, node: PlanFile.Subtask?,
        from generator: inout SplitMix64
    ) -> String {
        if let answer = node?.answer { return answer }
        let question = chat.lastUserText
        if phase == .aggregation {
            return AnswerText.document(topic: question.firstLine().topic(), from: &generator)
        }
        return AnswerText.answer(topic: question.lastLine().topic(), from: &generator)
    }

    private func structured(
        _ chat: ChatRequest, schema: JSONSchema, wrongPlan: WrongPlan?,
        from generator: inout SplitMix64
    ) -> String {
        let topic = chat.taskText.firstLine().topic()
        guard let shape = PlanShape(schema: schema) else {
            return SchemaExample.json(for: schema, text: topic)
        }
        if wrongPlan == .notJSON {
            return "Here is the plan:\n\n1. Look at \(topic)\n2. Do it\n3. Check the result"
        }
        let sound =
            plan?.plan
            ?? PlanMaker.plan(topic: topic, subtasksMax: shape.subtasksMax, from: &generator)
        let answered = wrongPlan?.corrupt(sound, subtasksMax: shape.subtasksMax) ?? sound
        return answered.json(shape: shape)
    }

    private func direct(_ answer: inout Answer, _ directive: Directive?) {
        switch directive {
        case nil, .unsafe:
            break
        case .refuse:
            answer.text = ""
            answer.refusal = "I can't help with that request."
        case .empty:
            answer.text = ""
            answer.usage.completionTokens = 0
        case .length:
            answer.cut(to: AnswerText.half(of: answer.text))
        }
    }

    /// Cuts a text that needs more tokens (of about four bytes) than the request allows.
    private func fit(_ answer: inout Answer, completionTokensMax: Int?) {
        guard let completionTokensMax, answer.text.utf8.count / 4 > completionTokensMax else {
            return
        }
        answer.cut(to: AnswerText.prefix(of: answer.text, bytes: completionTokensMax * 4))
        answer.usage.completionTokens = completionTokensMax
    }
}

extension Answer {
    fileprivate mutating func cut(to text: String) {
        self.text = text
        finishReason = "length"
    }
}
