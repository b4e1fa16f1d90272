internal import ArgumentParser
internal import Projections

struct DocsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs", abstract: "List the saved documents, the latest first.")

    @Option(help: "Only the latest so many.")
    var limit = 10

    @OptionGroup var options: GlobalOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
    }

    func run() async throws {
        let home = try ReadableHome(options)
        try home.noticeIfEmpty()
        let database = try home.database()
        let documents = try database?.documents(limit: limit) ?? []
        let total = try database?.statistics().documents ?? 0
        if options.json {
            home.output.write(try JSONText.line(Result(documents: documents, total: total)))
            return
        }
        if !documents.isEmpty { home.output.write(Self.table(documents).text) }
        home.output.progress(
            "\(Count.text(documents.count)) of \(Count.text(total, "document")) in "
                + home.home.directory)
    }

    private static func table(_ documents: [DocumentRow]) -> Table {
        var table = Table([
            ("#", .right), ("Saved (UTC)", .left), ("Task ID", .left), ("Format", .left),
            ("Bytes", .right), ("Title", .left),
        ])
        table.rows = documents.map {
            [
                String($0.id), $0.createdAt, $0.task, $0.format, Count.text($0.bytes),
                DisplayWidth.shortened($0.title, to: 60),
            ]
        }
        return table
    }

    /// What `--json` prints.
    struct Result: Encodable {
        struct Document: Encodable {
            let id: Int64
            let taskId: String
            let title: String
            let format: String
            let bytes: Int64
            let createdAt: String
        }

        let documents: [Document]
        let total: Int64

        init(documents: [DocumentRow], total: Int64) {
            self.documents = documents.map {
                Document(
                    id: $0.id, taskId: $0.task, title: $0.title, format: $0.format,
                    bytes: $0.bytes, createdAt: $0.createdAt)
            }
            self.total = total
        }
    }
}
