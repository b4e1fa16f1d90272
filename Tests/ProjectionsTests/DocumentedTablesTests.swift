import Foundation
import Ledger
import LedgerStore
import Orchestration
import Testing

@testable import Projections

@Suite("The documented tables, read with a stock sqlite3")
struct DocumentedTablesTests {
    /// Column, type, not null, default and primary key, as the product's documentation has them.
    private static let documented = [
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

    @Test(
        "They begin with the documented columns, types and defaults, in the documented order",
        arguments: documented.keys.sorted())
    func columns(table: String) async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        _ = try home.openTables()
        let expected = try #require(Self.documented[table])
        let found = try home.shell(
            "SELECT name, type, \"notnull\", dflt_value, pk FROM pragma_table_info('\(table)')")
        #expect(
            found.split(separator: "\n").prefix(expected.count).map(String.init) == expected)
        #expect(
            try home.shell(
                "SELECT sql LIKE '%AUTOINCREMENT%' FROM sqlite_master WHERE name = '\(table)'")
                == "1")
        await history.log.close()
    }

    @Test("A fresh home has the prompts that the program brings, dated by the ledger's beginning")
    func prompts() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        let tables = try home.openTables()
        try tables.catchUp()
        #expect(try tables.statistics().prompts == 8)
        #expect(
            try home.shell(
                "SELECT count(*), min(json_type(variables)), min(created_at) FROM prompts")
                == "8|array|2026-09-21 14:13:20")
        #expect(try home.shell("SELECT group_concat(id) FROM prompts") == "1,2,3,4,5,6,7,8")
        await history.log.close()
    }

    @Test("A conversation has its messages, the answer as the last, and the cost both ways")
    func conversations() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 5)
        while history.recorded.count < 400 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let answers = history.recorded.compactMap { event -> AttemptAnswered? in
            if case .attemptAnswered(let body) = event.event { return body }
            return nil
        }
        #expect(
            try home.shell("SELECT count(*) FROM conversations") == String(answers.count))
        #expect(
            try home.shell(
                "SELECT group_concat(DISTINCT type) FROM "
                    + "(SELECT type FROM conversations ORDER BY 1)"
            )
                == "aggregation,decomposition,subtask")
        for (index, answer) in answers.enumerated() {
            try check(answer, row: index + 1, home, history.log.reader)
        }
        #expect(
            try home.shell(
                """
                SELECT count(*) FROM conversations WHERE (cost_ticks IS NULL) <> (cost IS NULL)
                    OR abs(cost * 10000000000 - cost_ticks) > 0.001
                    OR created_at NOT GLOB '20[0-9][0-9]-[01][0-9]-[0-3][0-9] '
                        || '[0-2][0-9]:[0-5][0-9]:[0-5][0-9]'
                """) == "0")
        #expect(
            try home.shell(
                """
                SELECT count(*) FROM conversations JOIN attempts ON attempts.position = attempt
                WHERE created_at <> datetime(ended_at / 1000000, 'unixepoch')
                """) == "0")
        await history.log.close()
    }

    private func check(
        _ answer: AttemptAnswered, row: Int, _ home: TemporaryHome, _ reader: LedgerReader
    ) throws {
        let start = try #require(try reader.event(id: answer.attempt.id))
        let event = try Event(type: start.type, body: start.body)
        guard case .attemptStarted(let started) = event else {
            Issue.record("no start")
            return
        }
        let messages = try home.shell("SELECT messages FROM conversations WHERE id = \(row)")
        let found = try #require(
            try JSONSerialization.jsonObject(with: Data(messages.utf8)) as? [[String: Any]])
        let expected = try #require(try reader.messages(of: started.request))
        #expect(
            found.map { $0["role"] as? String } == expected.map(\.role) + ["assistant"])
        for (message, stored) in zip(found, expected) {
            guard let content = message["content"] as? String else { continue }
            #expect(content == stored.content)
        }
        if answer.textBytes <= 65_536 {
            #expect(found.last?["content"] as? String == (try reader.text(answer.text)))
        } else {
            let reference = found.last?["content"] as? [String: Any]
            #expect(reference?["blob"] as? String == answer.text.hexadecimal)
            #expect(reference?["size"] as? Int == answer.textBytes)
        }
    }

    @Test("Agents are super and sub, in the documented states, and say what became of them")
    func agents() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 11)
        while history.recorded.count < 900 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        func shell(_ sql: String) throws -> String { try home.shell(sql) }
        #expect(
            try shell(
                "SELECT group_concat(agent_type || status, ' ') FROM "
                    + "(SELECT DISTINCT agent_type, status FROM agents ORDER BY 1, 2)"
            )
                == "subcompleted subfailed subpending subrunning "
                + "supercompleted superfailed superpending superrunning"
        )
        #expect(
            try shell("SELECT count(*) FROM agents WHERE agent_type = 'super'")
                == String(history.tasks.count))
        // The documented states, next to those of the tables that they stand for.
        #expect(
            try shell(
                """
                SELECT count(*) FROM agents JOIN tasks ON tasks.agent = agents.id
                WHERE agents.status <> CASE tasks.status
                    WHEN 'submitted' THEN 'pending' WHEN 'paused' THEN 'pending'
                    WHEN 'running' THEN 'running' WHEN 'failed' THEN 'failed'
                    WHEN 'cancelled' THEN 'failed'
                    ELSE 'completed' END
                    OR (completed_at IS NULL) <> (ended_at IS NULL)
                    OR (error IS NULL) <> (tasks.status NOT IN ('failed', 'cancelled'))
                """) == "0")
        #expect(
            try shell(
                """
                SELECT count(*) FROM agents JOIN subtasks ON subtasks.agent = agents.id
                WHERE agents.status <> CASE subtasks.status
                    WHEN 'finished' THEN 'completed' WHEN 'skipped' THEN 'failed'
                    WHEN 'cancelled' THEN 'failed'
                    ELSE subtasks.status END
                    OR (subtasks.status = 'skipped' AND subtasks.reason IS NOT 'edited')
                        <> (coalesce(error, '') LIKE 'skipped: no result of sub-task %')
                    OR (subtasks.status IN ('failed', 'skipped', 'cancelled'))
                        <> (error IS NOT NULL)
                    OR (subtasks.status = 'finished') <> (result IS NOT NULL)
                """) == "0")
        await history.log.close()
    }

    @Test("Documents hold the whole text, however long, and are listed from the newest")
    func documents() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 9)
        while history.recorded.count < 900 { try await history.step() }
        let tables = try home.openTables()
        try tables.catchUp()
        let saved = history.recorded.compactMap { event -> DocumentSaved? in
            if case .documentSaved(let body) = event.event { return body }
            return nil
        }
        try #require(saved.count > 1)
        let rows = try tables.documents()
        #expect(rows.count == saved.count)
        for (row, body) in zip(rows.reversed(), saved) {
            let content = try #require(try history.log.reader.text(body.content))
            #expect(row.title == (try history.log.reader.text(body.title)))
            #expect(row.bytes == content.utf8.count && row.format == "markdown")
            #expect(
                try home.shell("SELECT hex(content) FROM documents WHERE id = \(row.id)")
                    == content.utf8.map { String(format: "%02X", $0) }.joined())
        }
        #expect(try tables.documents(limit: 1) == [rows[0]])
        await history.log.close()
    }
}

@Suite("Docs/Tables.md")
struct TablesDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("It has every table with every column, its type and no others, in their order")
    func columns() async throws {
        let home = TemporaryHome()
        let history = try RandomHistory(home: home, seed: 1)
        _ = try home.openTables()
        let names = try home.shell(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') "
                + "AND name NOT LIKE 'sqlite_%'"
        )
        let text = try String(
            contentsOf: Self.root.appendingPathComponent("Docs/Tables.md"), encoding: .utf8)
        var documented: [String: [String]] = [:]
        var table = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("### ") { table = String(line.dropFirst(4)) }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            if line.hasPrefix("| `"), cells.count > 2 {
                documented[table, default: []].append(
                    cells[1].dropFirst().dropLast() + "|" + cells[2])
            }
        }
        #expect(documented.keys.sorted() == names.split(separator: "\n").map(String.init).sorted())
        for name in documented.keys {
            let columns = try home.shell("SELECT name, type FROM pragma_table_info('\(name)')")
            #expect(documented[name] == columns.split(separator: "\n").map(String.init), "\(name)")
        }
        await history.log.close()
    }
}
