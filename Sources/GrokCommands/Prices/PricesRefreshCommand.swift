internal import ArgumentParser
internal import Ledger
internal import Orchestration
internal import XAI

struct PricesRefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Ask the provider what its models cost, and price by that from now on.",
        discussion: """
            The list becomes a book called xai- and the day, whose prices hold from that day on. \
            What differs from the book that counted before is shown: - before, + now.
            """)

    @Flag(help: "Only show what differs: nothing is recorded.")
    var dryRun = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Also write the book to this file.", valueName: "file"))
    var output: String?

    @OptionGroup var options: GlobalOptions

    func run() async throws {
        let home = try ReadableHome(options)
        let file = try output.map { try OutputFile($0, consolation: "nothing was recorded") }
        let models = try await models()
        let now = Timestamp(microseconds: CostTime.now)
        let (book, text) = try ProviderBook.make(of: models, on: Day(now))
        let adopted = try AdoptedBooks(home.ledger)
        let before = try adopted.entries.last.map(adopted.book) ?? DatedBook.documented
        try file?.write(text)
        let adoption = BookAdoption(book: book, text: text, source: .provider)
        // The same prices on a later day are no new book.
        let isNew = !Self.agrees(book, before)
        let position = dryRun || !isNew ? nil : try await adoption.record(in: home.home)
        if options.json {
            let result = BookAdoption.Result(isNew ? book : before, position: position)
            return home.output.write(try JSONText.line(result))
        }
        let (removed, added) = Self.difference(before, book)
        home.output.write(BookText.difference(removed: removed, added: added))
        home.output.line(
            position.map { "\(book.name) counts from now on, recorded at position \($0)" }
                ?? (isNew
                    ? "nothing was recorded"
                    : "\(before.name) has these prices already; nothing was recorded"))
    }

    private func models() async throws -> [LanguageModel] {
        let environment = Environment.current
        let settings = try AccountSettings(environment, simulated: options.simulate)
        let provider = try await Provider.open(
            options, environment, credentials: settings.entries.map(\.credential))
        let result: [LanguageModel]
        do {
            result = try await provider.client.languageModels(settings.entries[0].credential)
        } catch {
            await provider.close()
            switch error {
            case .unavailable(let sentence): throw CommandFailure(.unavailable, sentence)
            case .refused(let sentence): throw CommandFailure(.credentialRefused, sentence)
            case .unreadable(let sentence): throw CommandFailure(.badData, sentence)
            }
        }
        await provider.close()
        return result
    }

    /// The rows of one book that the other has not, whatever days they hold on.
    private static func difference(
        _ old: DatedBook, _ new: DatedBook
    ) -> (removed: [DatedBook.Row], added: [DatedBook.Row]) {
        func has(_ book: DatedBook, _ row: DatedBook.Row) -> Bool {
            book.rows.contains {
                $0.model == row.model && $0.rates == row.rates && $0.longContext == row.longContext
            }
        }
        return (old.rows.filter { !has(new, $0) }, new.rows.filter { !has(old, $0) })
    }

    private static func agrees(_ book: DatedBook, _ other: DatedBook) -> Bool {
        let (removed, added) = difference(other, book)
        return removed.isEmpty && added.isEmpty
    }
}
