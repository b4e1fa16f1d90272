internal import Agents
internal import Ledger
internal import Orchestration
internal import XAI

/// A run that does not happen: what it would send first, made by the same code, and what that may
/// cost. Nothing is sent or recorded, and no key is needed.
struct DryRun {
    private let report: TaskReport
    private let texts: [Commitment: String]
    private let history: CostHistory
    private let prices: PriceBook

    init(
        description: String, context: String?, options: RunOptions, plan: PlanInput?,
        history: CostHistory, prices: PriceBook
    ) throws {
        var texts: [Commitment: String] = [:]
        func name(_ text: String) -> Commitment {
            let salt = [UInt8](repeating: 0, count: 16)
            let commitment = Commitment(salt: salt, bytes: Array(text.utf8))
            texts[commitment] = text
            return commitment
        }
        let submitted = TaskSubmitted(
            task: TaskID(random: 0), description: name(description),
            descriptionBytes: description.utf8.count, context: context.map(name),
            contextBytes: context?.utf8.count ?? 0, outputFile: nil, options: options)
        var events = try TaskDecider.decide(.submit(submitted), TaskDecider.initial)
        if let plan {
            let proposal = PlanProposal.read(
                plan.text, outcome: .complete, subtasksMax: options.subtasksMax, name: name)
            events += try TaskDecider.decide(
                .adopt(proposal, .file), TaskDecider.fold(Self.recorded(events)))
        }
        report = TaskReport(Self.recorded(events))
        self.texts = texts
        self.history = history
        self.prices = prices
    }

    private static func recorded(_ events: [Event]) -> [Recorded] {
        let time = Timestamp(microseconds: 0)
        return events.map {
            Recorded(
                position: 0, id: EventID(at: time, random: (0, 0)), recordedAt: time, event: $0)
        }
    }

    private func text(_ commitment: Commitment) -> String { texts[commitment] ?? "" }

    /// The plan that would be carried out; nil when a model would be asked for one.
    private func plan() throws -> PlanView? {
        guard report.state.plan != nil else { return nil }
        return PlanView(
            report: report,
            estimate: try PlanEstimate(of: report.state, prices: prices, history: history),
            text: text)
    }

    private func request() throws -> EncodedChatRequest {
        RequestBuilder.request(.decomposition(round: 0), in: report.state, text: text).encoded()
    }

    private func estimate(of request: EncodedChatRequest) throws -> CallEstimate {
        try CallEstimate(
            .decomposition(round: 0), role: .decomposition, options: report.state.options,
            promptTokensMax: request.byteCount, prices: prices, history: history)
    }

    /// For people.
    func text() throws -> String {
        let title = "Dry run: nothing was sent or recorded.\n\n"
        if let view = try plan() { return try title + PlanText(view).text(status: "dry run") }
        let encoded = try request()
        let request = encoded.request
        let estimate = try estimate(of: encoded)
        let rows = [
            ("Call", "decomposition"), ("Model", request.model),
            ("Request", Count.text(encoded.byteCount, "byte")),
            ("Answer", "at most \(Count.text(request.completionTokensMax, "token"))"),
            (
                "Probably",
                "\(PlanText.amount(estimate.p50)) (p50), \(PlanText.amount(estimate.p90)) (p90)"
            ),
            ("At most", PlanText.amount(estimate.bound) + " without extra reasoning"),
        ]
        var text = title + Fields.text(rows)
        for message in request.messages {
            text += "\nMessage (\(message.role.rawValue))\n\n" + Fields.indented(message.content)
        }
        if let schema = request.schema {
            text += "\nSchema (\(schema.name))\n\n" + Fields.indented(schema.json)
        }
        return text
    }

    /// For scripts.
    func json() throws -> String {
        if let view = try plan() {
            let plan = try PlanJSON(view)
            return try JSONText.line(Written(request: nil, plan: plan, estimate: plan.estimate))
        }
        let encoded = try request()
        let estimate = EstimateJSON(try PlanEstimate([try estimate(of: encoded)]))
        return try JSONText.line(
            Written(request: Written.Request(encoded), plan: nil, estimate: estimate))
    }

    private struct Written: Encodable {
        struct Request: Encodable {
            struct Message: Encodable {
                let role: String
                let content: String
            }

            let model: String
            let messages: [Message]
            let completionTokensMax: Int64
            /// JSON as text, as it is sent.
            @Nullable var schema: String?
            let bytes: Int

            init(_ encoded: EncodedChatRequest) {
                model = encoded.request.model
                messages = encoded.request.messages.map {
                    Message(role: $0.role.rawValue, content: $0.content)
                }
                completionTokensMax = encoded.request.completionTokensMax
                schema = encoded.request.schema?.json
                bytes = encoded.byteCount
            }
        }

        let type = "dry-run"
        @Nullable var request: Request?
        @Nullable var plan: PlanJSON?
        let estimate: EstimateJSON
    }
}
