import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

@Suite("Blobs")
struct BlobTests {
    private let home = TemporaryHome()

    @Test(
        "A text comes back as it was",
        arguments: [
            "", "a", "Grüße aus 東京 🎉\u{0}\n", String(repeating: "the same again ", count: 5_000),
            String((0..<3_000).map { Character(Unicode.Scalar(0x4E00 + $0 % 20_000)!) }),
        ])
    func roundTrip(text: String) async throws {
        let log = try home.open()
        let blob = try log.blob(text)
        _ = try await log.append([try .some()], blobs: [blob])
        #expect(try log.reader.text(blob.commitment) == text)
        #expect(try log.reader.bytes(blob.commitment) == Array(text.utf8))
        #expect(blob.commitment == Commitment(salt: blob.salt, bytes: Array(text.utf8)))
        #expect(blob.digest == Hash(of: Array(text.utf8)))
        #expect(try Verifier(log.reader).run(deep: true).ok)
    }

    @Test("LZ4 is used when it wins, and only then")
    func codec() async throws {
        let log = try home.open()
        let long = try log.blob(String(repeating: "compressible ", count: 1_000))
        var generator = SystemRandomNumberGenerator()
        let noise = try log.blob(
            String(
                (0..<1_000).map { _ in Character(Unicode.Scalar(UInt8(generator.next() & 127))) }))
        let short = try log.blob("short")
        _ = try await log.append([try .some()], blobs: [long, noise, short])
        func codec(_ blob: Blob) throws -> Int? {
            try home.fetch(
                "SELECT codec FROM blobs WHERE commitment = x'\(blob.commitment.hexadecimal)'")
        }
        #expect(try codec(long) == 1)
        #expect(try codec(noise) == 0)
        #expect(try codec(short) == 0)
        let stored: Int? = try home.fetch("SELECT min(length(data) * 1.0 / size) < 0.02 FROM blobs")
        #expect(stored == 1)
    }

    @Test("A text that is used again is stored once, also by another process and at once")
    func deduplication() async throws {
        let log = try home.open()
        let text = "a context that five sub-agents get"
        let first = try log.blob(text)
        let second = try log.blob(text)
        #expect(first == second)
        #expect(!second.isStored)
        async let one = log.append([try .some("a")], blobs: [first])
        async let two = log.append([try .some("b")], blobs: [second, first])
        _ = try await (one, two)
        #expect(try log.blob(text).isStored)
        let other = try home.open()
        let found = try other.blob(text)
        #expect(found.isStored)
        #expect(found.commitment == first.commitment)
        _ = try await other.append([try .some("c")], blobs: [found])
        #expect(try home.fetch("SELECT count(*) FROM blobs") == 1)
        #expect(try log.blob("another text").commitment != first.commitment)
    }

    @Test("Two ledgers give one text two names, so that a name says nothing about the text")
    func salts() throws {
        let other = TemporaryHome()
        let here = try home.open().blob("yes")
        let there = try other.open().blob("yes")
        #expect(here.digest == there.digest)
        #expect(here.commitment != there.commitment)
        #expect(here.salt.count == 16)
    }

    @Test("The largest text fits, and one byte more is refused with the numbers")
    func limit() async throws {
        let log = try home.open()
        let text = String(repeating: "x", count: LedgerLimits.blobBytesMax)
        let blob = try log.blob(text)
        _ = try await log.append([try .some()], blobs: [blob])
        #expect(try log.reader.bytes(blob.commitment)?.count == LedgerLimits.blobBytesMax)
        let error = #expect(throws: LedgerStoreError.self) { try log.blob(text + "x") }
        #expect(error?.description == "a text has 33554433 bytes, at most 33554432 fit")
    }

    @Test(
        "A blob that is damaged is an error, not a text",
        arguments: [
            ("size = size + 1", "bytes"), ("size = 4294967296", "claims 4294967296 bytes"),
            ("size = 33000000", "cannot decompress"), ("codec = 7", "does not know its codec 7"),
            ("codec = 0", "bytes"), ("data = x'00'", "bytes"),
            ("salt = zeroblob(16)", "another one"),
            ("data = CAST(substr(data, 1, length(data) - 1) || 'A' AS BLOB)", "damaged"),
        ])
    func damage(change: String, reason: String) async throws {
        let log = try home.open()
        let blob = try log.blob(String(repeating: "compressible ", count: 100))
        _ = try await log.append([try .some(), try .citing(blob)], blobs: [blob])
        try home.sql("DROP TRIGGER blobs_update")
        try home.sql("UPDATE blobs SET " + change)
        let error = #expect(throws: LedgerStoreError.self) {
            try log.reader.text(blob.commitment)
        }
        #expect(error?.description.contains(reason) == true, "\(error as Any)")
        #expect(error?.kind == .badData)
        let report = try Verifier(log.reader).run(deep: true)
        #expect(report.firstBadPosition == 3)
    }

    @Test("A redacted text reads as nothing, and its content gets a new name afterwards")
    func redaction() async throws {
        let log = try home.open()
        let blob = try log.blob("secret")
        _ = try await log.append([try .some()], blobs: [blob])
        let cited = try log.blob("secret")
        try home.sql("UPDATE blobs SET data = NULL, digest = NULL, salt = NULL")
        #expect(try log.reader.text(blob.commitment) == nil)
        await #expect(throws: LedgerStoreError.blobRedacted(blob.commitment)) {
            try await log.append([try .some()], blobs: [cited])
        }
        let again = try log.blob("secret")
        #expect(again.commitment != blob.commitment)
        _ = try await log.append([try .some()], blobs: [again])
        #expect(try log.reader.text(again.commitment) == "secret")
        // Nobody recorded that it was removed.
        let problem = try Verifier(log.reader).run(deep: true).problem
        #expect(problem?.expected.contains(blob.commitment.hexadecimal) == true)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test("A history that is sent again and again costs only what is new in it")
    func manifests() async throws {
        let log = try home.open()
        var prefix: Commitment?
        var sent = 0
        var history: [StoredMessage] = []
        let context = String((0..<800).map { "fact \($0) about the world; " }.joined())
        for turn in 0..<20 {
            let question = "question \(turn): " + String(repeating: "why? \(turn) ", count: 40)
            let parts = [try log.blob(context), try log.blob(question)]
            let manifest = Manifest(
                prefix: prefix,
                messages: [Manifest.Message(role: "user", parts: parts.map(\.commitment))])
            let blob = try log.blob(try manifest.encoded())
            _ = try await log.append([try .some()], blobs: parts + [blob])
            prefix = blob.commitment
            history.append(StoredMessage(role: "user", content: context + question))
            sent += history.reduce(0) { $0 + ($1.content?.utf8.count ?? 0) }
        }
        let last = try #require(prefix)
        #expect(try log.reader.messages(of: last) == history)
        let stored: Int = try #require(try home.fetch("SELECT sum(length(data)) FROM blobs"))
        #expect(sent / stored >= 13, "\(sent) sent, \(stored) stored")
        try home.sql(
            """
            UPDATE blobs SET data = NULL, digest = NULL, salt = NULL
            WHERE commitment = x'\(try log.blob(context).commitment.hexadecimal)'
            """)
        #expect(try log.reader.messages(of: last)?.allSatisfy { $0.content == nil } == true)
    }

    @Test("A blob that is not a manifest, and one that is not there, are errors")
    func badManifest() async throws {
        let log = try home.open()
        let blob = try log.blob("no manifest")
        _ = try await log.append([try .some()], blobs: [blob])
        #expect(
            throws: LedgerStoreError.damagedBlob(blob.commitment, reason: "it is not a manifest")
        ) {
            try log.reader.messages(of: blob.commitment)
        }
        let missing = Commitment(hash: Hash(of: []))
        #expect(throws: LedgerStoreError.unknownBlob(missing)) {
            try log.reader.messages(of: missing)
        }
    }
}
