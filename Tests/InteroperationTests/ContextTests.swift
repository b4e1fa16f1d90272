import Testing

@Suite("Contexts in every script")
struct ContextTests {
    private static let context = "数据库用 PostgreSQL，接口用 REST；读者证号共八位。"
    private static let answer = "借阅、归还、续借：三张表。"

    @Test(
        "A Chinese context reaches every model as it is, without its byte-order mark",
        arguments: ["--context-file context.txt", "--context-file - <context.txt"])
    func chinese(option: String) async throws {
        try await Workplace.with { place in
            try place.write("context.txt", "\u{FEFF}" + Self.context)
            try place.write(
                "plan.json",
                """
                {"subtasks": [{"id": "表", "description": "设计表", "complexity": "simple",
                "answer": "\(Self.answer)"}]}
                """)
            let bytes = try await place.output("head -c 3 context.txt | od -An -tx1")
            #expect(bytes == [" ef bb bf"])
            try await place.simulating("--plan plan.json") { address in
                let report = try await place.output(
                    "GROK_BASE_URL=\(address) grok orchestrate run 设计一个图书馆系统 --simulate "
                        + option)
                #expect(report.contains { $0.hasSuffix("设计一个图书馆系统") })
                try await checkRequests(place, address)
                try await checkLedger(place, report)
            }
        }
    }

    private func checkRequests(_ place: Workplace, _ address: String) async throws {
        let log = try await place.json(
            SimulatorRequests.self, "curl -sS \(address.dropLast(3))/_simulator/requests")
        #expect(log.requests.map(\.stream) == [false, true, true])
        for request in log.requests {
            #expect(!request.text.unicodeScalars.contains("\u{FEFF}"))
            #expect(request.text.contains("设计一个图书馆系统"))
        }
        #expect(log.requests.prefix(2).allSatisfy { $0.text.contains(Self.context) })
        #expect(log.requests.last?.text.contains(Self.answer) == true)
    }

    private func checkLedger(_ place: Workplace, _ report: [String]) async throws {
        struct Shown: Decodable {
            let context: String?
        }
        let shown = try await place.json(
            Shown.self, "grok orchestrate show latest --simulate --json")
        #expect(shown.context == Self.context)
        let answer = try await place.output(
            "grok orchestrate show latest --simulate --result --subtask 表")
        #expect(answer.first == Self.answer)
        let result = try await place.output("grok orchestrate show latest --simulate --result")
        #expect(
            !result.isEmpty && result.allSatisfy { $0 == "[no newline]" || report.contains($0) })
        let replayed = try await place.output(
            "grok ledger replay latest --simulate --report --quiet")
        #expect(replayed == report)
    }
}
