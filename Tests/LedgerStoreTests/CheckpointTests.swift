import Foundation
import Ledger
import LedgerStore
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private let home = TemporaryHome()

    private func sign(_ log: EventLog, sealing stream: StreamName? = nil) async throws
        -> RecordedCheckpoint
    {
        try await Checkpointer(log).sign(sealing: stream, actor: "test")
    }

    private var notes: String {
        (try? String(contentsOfFile: home.files.checkpoints, encoding: .utf8)) ?? ""
    }

    @Test("A checkpoint covers all events before its own, and is the same when nothing followed")
    func size() async throws {
        let log = try home.open()
        _ = try await log.append((0..<9).map { try .some("s\($0 % 2)") })
        let before = try log.reader.head()
        let first = try await sign(log)
        #expect(first.signed.checkpoint.size == before.size)
        #expect(first.signed.checkpoint.root == before.root)
        #expect(first.record.position == before.size + 1)
        #expect(first.record.stream == .audit)
        try first.signed.check(try CheckpointKey.load(log.reader).verifier)
        #expect(try await sign(log) == first)
        #expect(try log.reader.head().size == before.size + 1)
        _ = try await log.append([.some("s0")])
        let second = try await sign(log)
        #expect(second.signed.checkpoint.size == before.size + 2)
        #expect(try SignedCheckpoint.all(in: notes) == [first.signed, second.signed])
    }

    @Test("The checkpoint of a stream is found by it until something follows")
    func sealing() async throws {
        let log = try home.open()
        let stream = StreamName(text: "task-0123456789ab")
        _ = try await log.append([.some(stream.text), .some("other")])
        #expect(try log.reader.checkpoint(sealing: stream) == nil)
        let signed = try await sign(log, sealing: stream)
        #expect(try log.reader.checkpoint(sealing: stream) == signed)
        _ = try await sign(log, sealing: StreamName(text: "other"))
        #expect(try log.reader.checkpoint(sealing: stream) == signed)
        _ = try await log.append([.some(stream.text)])
        #expect(try log.reader.checkpoint(sealing: stream) == nil)
    }

    @Test("The key is made once, for its owner only, and another ledger's is refused")
    func key() async throws {
        let log = try home.open()
        #expect(try CheckpointKey.existing(log.reader) == nil)
        let key = try CheckpointKey.load(log.reader)
        #expect(try CheckpointKey.load(log.reader).verifier == key.verifier)
        let attributes = try FileManager.default.attributesOfItem(
            atPath: home.files.checkpointKey)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(!home.contents.contains { $0.hasPrefix("checkpoint.key.") })
        let other = try SigningKey(
            name: "grok-ledger/other", seed: [UInt8](repeating: 1, count: 32))
        try other.secretText.write(
            toFile: home.files.checkpointKey, atomically: true, encoding: .utf8)
        #expect(throws: LedgerStoreError.self) { try CheckpointKey.load(log.reader) }
    }

    @Test(
        "What a crash left out of the file is written with the next checkpoint",
        arguments: [0, 1, 20, 40, 100, 250, 300])
    func torn(bytes: Int) async throws {
        let log = try home.open()
        var all: [SignedCheckpoint] = []
        for _ in 0..<3 {
            _ = try await log.append([.some("s")])
            all.append(try await sign(log).signed)
        }
        let whole = try Data(contentsOf: URL(fileURLWithPath: home.files.checkpoints))
        try whole.dropLast(bytes).write(to: URL(fileURLWithPath: home.files.checkpoints))
        _ = try await sign(log)
        #expect(try SignedCheckpoint.all(in: notes) == all)
        try FileManager.default.removeItem(atPath: home.files.checkpoints)
        _ = try await sign(log)
        #expect(try SignedCheckpoint.all(in: notes) == all)
    }

    @Test("Nothing is signed that contradicts what was signed before")
    func contradiction() async throws {
        let log = try home.open()
        _ = try await log.append([.some("s")])
        let first = try await sign(log)
        let key = try CheckpointKey.load(log.reader)
        for (size, root) in [(first.signed.checkpoint.size, Hash(of: [])), (100, Hash(of: []))] {
            let checkpoint = TreeCheckpoint(
                origin: first.signed.checkpoint.origin, size: size, root: root)
            let forged = SignedCheckpoint(
                checkpoint, key: key.verifier,
                signature: try key.signature(of: Array(checkpoint.content.utf8)))
            try forged.note.text.write(
                toFile: home.files.checkpoints, atomically: true, encoding: .utf8)
            let head = try log.reader.head()
            await #expect(throws: LedgerStoreError.self) { try await self.sign(log) }
            #expect(try log.reader.head() == head)
        }
        try "something else\n".write(
            toFile: home.files.checkpoints, atomically: true, encoding: .utf8)
        await #expect(throws: LedgerStoreError.self) { try await self.sign(log) }
    }

    @Test("Many who sign at once get checkpoints that all are in the file, in order")
    func atOnce() async throws {
        let log = try home.open()
        try await withThrowingTaskGroup { group in
            for number in 0..<16 {
                group.addTask {
                    _ = try await log.append([.some("s\(number)")])
                    _ = try await self.sign(log, sealing: StreamName(text: "s\(number)"))
                }
            }
            try await group.waitForAll()
        }
        let found = try SignedCheckpoint.all(in: notes)
        #expect(found == (try log.reader.checkpoints(after: 0).map(\.signed)))
        #expect(found.count == 16)
        #expect(try Verifier(log.reader).run().ok)
    }

    @Test(
        "Proofs from the stored tree verify, whatever the subtrees they need",
        arguments: [
            1, 2, 255, 256, 257, 700, 1_100,
        ])
    func proofs(size: Int) async throws {
        let log = try home.open()
        if size > 1 { _ = try await log.append((1..<size).map { try .some("s\($0 % 3)") }) }
        let head = try log.reader.head()
        #expect(try log.reader.root(size: head.size) == head.root)
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<30 {
            let position = Int64.random(in: 1...head.size, using: &generator)
            let old = Int64.random(in: position...head.size, using: &generator)
            let root = try #require(try log.reader.root(size: old))
            let path = try #require(try log.reader.inclusionPath(of: position, size: old))
            let leaf = try #require(try log.reader.event(at: position)).leaf
            #expect(
                TreeProof.root(from: leaf, at: position - 1, size: old, path: path) == root,
                "seed \(seed)")
            let growth = try #require(try log.reader.consistencyPath(from: old, to: head.size))
            #expect(
                TreeProof.isConsistent(from: old, root, to: head.size, head.root, path: growth),
                "seed \(seed)")
        }
        #expect(try log.reader.root(size: head.size + 1) == nil)
        #expect(try log.reader.inclusionPath(of: head.size + 1, size: head.size) == nil)
        #expect(try log.reader.consistencyPath(from: 0, to: head.size) == nil)
    }

    @Test(
        "The paths of many events are those of each one, in order and out of it",
        arguments: [1, 2, 255, 256, 257, 700])
    func manyPaths(size: Int) async throws {
        let log = try home.open()
        if size > 1 { _ = try await log.append((1..<size).map { try .some("s\($0 % 3)") }) }
        let paths = InclusionPaths(log.reader, size: Int64(size))
        for position in Array(1...Int64(size)) + (1...Int64(size)).shuffled().prefix(50) {
            let expected = try log.reader.inclusionPath(of: position, size: Int64(size))
            #expect(try paths.path(of: position) == expected, "\(position) of \(size)")
        }
    }

    @Test("A filtered export is proved against the last checkpoint, as far as that goes")
    func exportProofs() async throws {
        let log = try home.open()
        #expect(try ExportProofs(log.reader) == nil)
        _ = try await log.append((0..<300).map { try .some("s\($0 % 3)") })
        let signed = try await sign(log).signed
        _ = try await log.append([.some("s1")])
        let source = try ExportSource(log.reader, ExportSelection(stream: StreamName(text: "s1")))
        let proofs = try #require(try source.proofs())
        #expect(proofs.checkpoint == signed)
        var lines: [String?] = []
        let count = try source.forEachEvent { lines.append(try proofs.line($0)) }
        #expect(count == 101 && proofs.proved == 100 && lines.last == .some(nil))
        try home.sql(
            "DROP TRIGGER events_update; UPDATE events SET actor = 'x' WHERE position = 2")
        let changed = try #require(try log.reader.event(at: 2))
        #expect(throws: TransferError.self) { try proofs.line(changed) }
    }

    @Test("Verification compares known roots at every size, and names where they part")
    func expectedHeads() async throws {
        let log = try home.open()
        _ = try await log.append((0..<20).map { try .some("s\($0 % 3)") })
        func head(_ size: Int64, _ root: Hash?) throws -> ExpectedHead {
            ExpectedHead(size: size, root: try #require(root), source: "test")
        }
        let right = try (0...21).map { try head($0, try log.reader.root(size: $0)) }
        #expect(try Verifier(log.reader).run(heads: right.reversed()).ok)
        let wrong = try right.prefix(11) + [head(15, Hash(of: [])), head(16, right[16].root)]
        #expect(try Verifier(log.reader).run(heads: Array(wrong)).firstBadPosition == 11)
        let beyond = try Verifier(log.reader).run(heads: [try head(30, Hash(of: []))])
        #expect(
            beyond.problem
                == VerificationReport.Problem(
                    position: 22, expected: "30 events, as test says", found: "21"))
    }

    @Test("A recorded checkpoint that is not of the tree before it is found")
    func recordedHead() async throws {
        for (size, isRight) in [(1, true), (2, true), (1, false)] as [(Int64, Bool)] {
            let home = TemporaryHome()
            let log = try home.open()
            let root = isRight ? try log.reader.head().root : Hash(of: [])
            let body = CheckpointSigned(size: size, root: root, publicKey: "", signature: "")
            _ = try await log.append([
                try NewEvent(
                    id: .random, stream: .audit, expectedVersion: nil,
                    event: .checkpointSigned(body), correlation: nil, causation: nil, actor: "t")
            ])
            let bad = try Verifier(log.reader).run().firstBadPosition
            #expect(bad == (size == 1 && isRight ? nil : 2))
        }
    }
}
