internal import GRDB

/// What a report has to know of the tags of tasks.
struct TaskTags {
    /// The value of the tag that is grouped by, of the tasks that have it.
    private var values: [String: String] = [:]
    /// The tasks that have all tags that are asked for; nil if none is.
    private var included: Set<String>?

    init(_ query: CostQuery, _ database: Database) throws {
        if query.groupings.contains(.tag) {
            for (task, value) in try Self.values(of: query.tag, database) { values[task] = value }
        }
        for (name, value) in query.tags {
            let tasks = try Self.values(of: name, database).filter { $0.value == value }.map(\.task)
            included = included?.intersection(tasks) ?? Set(tasks)
        }
    }

    /// - Parameter name: Of a tag: of letters, digits and `_.-` only.
    private static func values(
        of name: String, _ database: Database
    ) throws -> [(task: String, value: String)] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT id, tags ->> ('$."' || ? || '"') AS value FROM tasks
                WHERE tags IS NOT NULL AND value IS NOT NULL
                """)
        defer { statement.rewind() }
        statement.set(1, copying: name)
        var found: [(task: String, value: String)] = []
        while try statement.step() { found.append((statement.string(0), statement.string(1))) }
        return found
    }

    func includes(_ task: String) -> Bool { included?.contains(task) ?? true }

    func value(of task: String) -> String { values[task] ?? CostQuery.noTag }
}
