import Testing

/// Debian's `sqlite3`, which knows nothing of this program, reads the documented tables.
@Suite("The stock sqlite3")
struct StockSQLiteTests {
    /// The documented columns as `PRAGMA table_info` prints them, without their numbers.
    static let columns = [
        "conversations": [
            "id|INTEGER|0||1", "task_id|TEXT|1||0", "type|TEXT|1||0", "messages|TEXT|1||0",
            "model|TEXT|1||0", "tokens|INTEGER|0|0|0", "cost|REAL|0|0.0|0",
            "created_at|TEXT|0|CURRENT_TIMESTAMP|0",
        ],
        "documents": [
            "id|INTEGER|0||1", "task_id|TEXT|1||0", "title|TEXT|1||0", "content|TEXT|1||0",
            "format|TEXT|0|'markdown'|0", "created_at|TEXT|0|CURRENT_TIMESTAMP|0",
        ],
        "prompts": [
            "id|INTEGER|0||1", "name|TEXT|1||0", "template|TEXT|1||0", "variables|TEXT|0|'[]'|0",
            "description|TEXT|0||0", "created_at|TEXT|0|CURRENT_TIMESTAMP|0",
        ],
        "agents": [
            "id|INTEGER|0||1", "task_id|TEXT|1||0", "agent_type|TEXT|1||0",
            "status|TEXT|0|'pending'|0", "result|TEXT|0||0", "error|TEXT|0||0",
            "created_at|TEXT|0|CURRENT_TIMESTAMP|0", "completed_at|TEXT|0||0",
        ],
    ]

    /// Questions to the tables after a run of two sub-tasks, with their answers.
    static let questions: [(query: String, answer: [String])] = [
        (
            "SELECT type, count(*) FROM conversations GROUP BY type",
            ["aggregation|1", "decomposition|1", "subtask|2"]
        ),
        (
            "SELECT DISTINCT model FROM conversations ORDER BY model",
            ["grok-3-fast", "grok-4", "grok-code-fast-1"]
        ),
        (
            """
            SELECT DISTINCT json_type(messages), json_extract(messages, '$[#-1].role'),
                tokens > 0, typeof(cost), abs(cost - cost_ticks / 1e10) < 1e-9
            FROM conversations
            """,
            ["array|assistant|1|real|1"]
        ),
        (
            """
            SELECT title <> '', format, content =
                (SELECT result FROM agents WHERE agent_type = 'super')
            FROM documents
            """,
            ["1|markdown|1"]
        ),
        ("SELECT count(*), sum(json_type(variables) = 'array') FROM prompts", ["8|8"]),
        (
            """
            SELECT agent_type, status, count(*), sum(result <> ''), count(error)
            FROM agents GROUP BY 1, 2
            """,
            ["sub|completed|2|2|0", "super|completed|1|1|0"]
        ),
        (
            """
            WITH times(at) AS (
                SELECT created_at FROM conversations UNION ALL SELECT created_at FROM documents
                UNION ALL SELECT created_at FROM prompts UNION ALL SELECT created_at FROM agents
                UNION ALL SELECT completed_at FROM agents)
            SELECT count(*), sum(at IS strftime('%Y-%m-%d %H:%M:%S', at)) FROM times
            """,
            ["19|19"]
        ),
        (
            """
            SELECT count(*) FROM (
                SELECT task_id FROM conversations UNION SELECT task_id FROM documents
                UNION SELECT task_id FROM agents)
            """,
            ["1"]
        ),
    ]

    private static let database = "~/.supergrok/simulated/orchestration.db"

    @Test("The documented tables have the documented columns first, and answer after a run")
    func afterARun() async throws {
        try await Workplace.with { place in
            try place.write(
                "plan.json",
                """
                {"subtasks": [
                {"id": "a", "description": "Easy", "complexity": "simple"},
                {"id": "b", "description": "Hard", "complexity": "complex", "dependencies": ["a"]}]}
                """)
            try await place.simulating("--plan plan.json") { address in
                let run = try await place.json(
                    RunResult.self,
                    "GROK_BASE_URL=\(address) grok orchestrate run x --simulate --save-doc --json")
                for (table, columns) in Self.columns {
                    let found = try await sqlite(place, "PRAGMA table_info(\(table))")
                        .map { $0.drop { $0 != "|" }.dropFirst() }
                    #expect(found.prefix(columns.count).map(String.init) == columns, "\(table)")
                }
                for (query, answer) in Self.questions {
                    #expect(try await sqlite(place, query) == answer, "\(query)")
                }
                let ticks = try await sqlite(place, "SELECT sum(cost_ticks) FROM conversations")
                #expect(ticks == [String(run.cost.ticks)])
            }
        }
    }

    @Test("A fresh home has the eight prompts")
    func freshHome() async throws {
        try await Workplace.with { place in
            let stats = try await place.output("grok orchestrate stats")
            #expect(stats.contains { $0.hasPrefix("Prompts") && $0.hasSuffix(" 8") })
        }
    }

    private func sqlite(_ place: Workplace, _ query: String) async throws -> [String] {
        try place.write("query.sql", query)
        return try await place.output("sqlite3 -readonly \(Self.database) <query.sql")
    }
}
