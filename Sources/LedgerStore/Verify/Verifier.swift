internal import Foundation
internal import GRDB
package import Ledger

/// Recomputes everything that can be recomputed, and finds the first thing that is not as it must
/// be: positions, leaves, tree, head, versions, indexes, schema, and with `deep` every text.
///
/// Whoever can change the file can also make all of this fit again; only a root that was kept
/// elsewhere shows that.
package struct Verifier: Sendable {
    private let files: LedgerFiles

    package init(_ reader: LedgerReader) {
        files = reader.files
    }

    /// For a ledger that is perhaps too damaged to be opened by a reader.
    package init(directory: String) {
        files = LedgerFiles(directory: directory)
    }

    /// Looks at one event, and says what is wrong with it. The texts are valid only meanwhile.
    package typealias Examination = (borrowing EventColumns) -> VerificationReport.Problem?

    /// Looks at the ledger as it is at this moment; others may go on writing.
    ///
    /// - Parameters:
    ///   - deep: Reads every text, too.
    ///   - heads: Roots that the ledger is known to have had.
    ///   - examine: Sees every event in order, up to the first one that is not as it was written.
    package func run(
        deep: Bool = false, heads: [ExpectedHead] = [], examine: Examination? = nil
    ) throws(LedgerStoreError) -> VerificationReport {
        let header = try DatabaseHeader.read(files.database)
        guard try LedgerFormat.check(header, path: files.database) else {
            throw .noLedger(directory: files.directory)
        }
        return try LedgerStoreError.translating(files.database) {
            let queue = try LedgerReader.connect(files)
            defer { try? queue.close() }
            return try queue.read { database in
                try verify(
                    database, deep: deep, heads: ExpectedHeads(heads), examine: examine)
            }
        }
    }

    private func verify(
        _ database: Database, deep: Bool, heads: ExpectedHeads, examine: Examination?
    ) throws -> VerificationReport {
        let schema = try SchemaCheck.run(database)
        guard let head = try StoredHead(database) else {
            return VerificationReport(
                events: 0, root: MerkleTree.emptyRoot,
                problem: VerificationReport.Problem(
                    position: nil, expected: "a head", found: "none"))
        }
        let seed = UInt64.random(in: .min ... .max)
        var events = EventScan(
            database, size: head.size, seed: seed, heads: heads, examine: examine)
        let scanned = try readable(from: events.frontier.size + 1) { try events.run() }
        var problems = [schema.problem, scanned]
        if scanned == nil {
            problems.append(head.problem(computed: events.frontier))
            problems.append(try surplusSubtrees(database, size: head.size))
            problems.append(try opening(database))
            problems.append(try smallTables(database))
        }
        if schema.hasIndexes {
            problems.append(
                try readable(from: nil) {
                    var indexes = IndexScan(database, seed: seed)
                    if let problem = try indexes.run() { return problem }
                    guard scanned == nil else { return nil }
                    return try IndexScan.difference(
                        database, table: events.mixer, indexes: indexes.mixer)
                })
        }
        if deep { problems.append(try readable(from: nil) { try BlobScan(database).run() }) }
        let first = problems.compactMap(\.self).min {
            ($0.position ?? .max) < ($1.position ?? .max)
        }
        return VerificationReport(
            events: head.size, root: events.frontier.root, problem: first)
    }

    /// Makes a problem of pages that SQLite cannot read.
    private func readable(
        from position: @autoclosure () -> Int64?,
        _ scan: () throws -> VerificationReport.Problem?
    ) throws -> VerificationReport.Problem? {
        do {
            return try scan()
        } catch let error as DatabaseError
            where error.resultCode.primaryResultCode == .SQLITE_CORRUPT
        {
            return VerificationReport.Problem(
                position: position(), expected: "pages that can be read", found: error.reason)
        }
    }

    private func surplusSubtrees(
        _ database: Database, size: Int64
    ) throws -> VerificationReport.Problem? {
        let expected = LedgerFormat.storedHeights.reduce(0) { $0 + size >> Int64($1) }
        let found = try Int64.fetchOne(database, sql: "SELECT count(*) FROM tree") ?? 0
        guard found != expected else { return nil }
        return VerificationReport.Problem(
            position: nil, expected: "\(expected) stored subtrees", found: "\(found)")
    }

    /// What SQLite itself finds in the tables that are small.
    private func smallTables(_ database: Database) throws -> VerificationReport.Problem? {
        for table in ["tree", "head"] {
            let answer = try String.fetchOne(
                database, sql: "PRAGMA integrity_check(\(table))")
            guard answer != "ok" else { continue }
            return VerificationReport.Problem(
                position: nil, expected: "a whole table \(table)", found: answer ?? "nothing")
        }
        return nil
    }

    private func opening(_ database: Database) throws -> VerificationReport.Problem? {
        do {
            _ = try LedgerFormat.opening(database, path: files.database)
            return nil
        } catch LedgerStoreError.damaged {
            return VerificationReport.Problem(
                position: 1, expected: LedgerOpened.type, found: "another event")
        }
    }
}

/// The head as it stands in the file.
private struct StoredHead {
    let size: Int64
    let root: [UInt8]
    let frontier: [UInt8]

    init?(_ database: Database) throws {
        let row = try Row.fetchOne(
            database, sql: "SELECT size, root, frontier FROM \(LedgerFormat.head)")
        guard let row else { return nil }
        size = row["size"]
        root = Array(row["root"] as Data)
        frontier = Array(row["frontier"] as Data)
    }

    /// What differs from the tree that was computed from the events. A wrong subtree root of the
    /// frontier tells where the first changed event is at the earliest.
    func problem(computed: Frontier) -> VerificationReport.Problem? {
        var first: Int64 = 1
        let heights = (0..<63).reversed().filter { size >> Int64($0) & 1 == 1 }
        for (index, height) in heights.enumerated() {
            let expected = frontier.dropFirst(index * 32).prefix(32)
            let found = computed.roots[index].bytes
            if !expected.elementsEqual(found) {
                let last = first - 1 + 1 << Int64(height)
                return VerificationReport.Problem(
                    position: first,
                    expected:
                        "\(Hexadecimal.encode(expected)) over the positions \(first) to \(last)",
                    found: Hexadecimal.encode(found))
            }
            first += 1 << Int64(height)
        }
        guard root != computed.root.bytes || frontier.count != heights.count * 32 else {
            return nil
        }
        return VerificationReport.Problem(
            position: size, expected: "the root \(Hexadecimal.encode(root)) of the head",
            found: computed.root.hexadecimal)
    }
}
