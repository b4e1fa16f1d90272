internal import Agents
internal import Ledger
internal import LedgerStore
internal import Orchestration

/// Records that a price book counts from now on.
struct BookAdoption {
    let book: DatedBook
    let text: String
    let source: PriceBookSource

    /// Returns the position of the event; nil if the book counted already.
    func record(in home: Home) async throws -> Int64? {
        guard try adopts(ReadableHome.ledger(of: home)) else { return nil }
        let log = try EventLog.open(
            directory: home.directory, world: home.world, program: "grok " + ProgramVersion.text,
            options: .noticing)
        do {
            let position = try await append(to: log)
            await log.close()
            return position
        } catch {
            await log.close()
            throw error
        }
    }

    /// Whether it does not count yet.
    func adopts(_ ledger: LedgerReader?) throws -> Bool {
        try PriceBookRules.adopts(book, current: AdoptedBooks(ledger).currentHash)
    }

    private func append(to log: EventLog) async throws -> Int64? {
        guard try adopts(log.reader) else { return nil }
        let version = Int64(try log.reader.events(of: .prices).count)
        let blob = try log.blob(text)
        let body = PriceBookAdopted(
            book: book.name, hash: book.hash, prices: book.rows.count, text: blob.commitment,
            textBytes: text.utf8.count, source: source)
        let event = try NewEvent(
            id: RunSession.identifiers.event(), stream: .prices, expectedVersion: version,
            event: .priceBookAdopted(body), correlation: nil, causation: nil,
            actor: ProgramVersion.actor)
        return try await log.append([event], blobs: [blob]).first?.position
    }

    /// What `--json` prints.
    struct Result: Encodable {
        let book: String
        let hash: String
        let prices: Int
        /// Of the event; null if the book counted already, or nothing was to be recorded.
        @Nullable var position: Int64?

        init(_ book: DatedBook, position: Int64?) {
            self.book = book.name
            hash = book.hash.hexadecimal
            prices = book.rows.count
            self.position = position
        }
    }
}
