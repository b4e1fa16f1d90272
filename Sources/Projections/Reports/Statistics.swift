internal import GRDB

/// How much there is of everything, and where.
package struct Statistics: Hashable, Sendable {
    package let conversations: Int64
    package let documents: Int64
    package let prompts: Int64
    package let agents: Int64
    /// Where the tables lie.
    package let path: String

    /// The statistics of a home without a ledger: only what the program brings. Nothing is made.
    package static func empty(directory: String, prompts: [DefaultPrompt]) -> Statistics {
        Statistics(
            conversations: 0, documents: 0, prompts: Int64(prompts.count), agents: 0,
            path: directory + "/orchestration.db")
    }
}

extension OrchestrationDatabase {
    package func statistics() throws(ProjectionError) -> Statistics {
        try reading { database in
            func count(_ table: String) throws -> Int64 {
                try Int64.fetchOne(database, sql: "SELECT count(*) FROM \(table)") ?? 0
            }
            return Statistics(
                conversations: try count("conversations"), documents: try count("documents"),
                prompts: try count("prompts"), agents: try count("agents"), path: path)
        }
    }

    /// Reads the tables as they are at one moment.
    func reading<Result>(
        _ body: (Database) throws -> Result
    ) throws(ProjectionError) -> Result {
        try repairing { try live.queue.read(body) }
    }
}
