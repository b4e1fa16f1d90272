internal import Foundation
internal import Glibc
package import Ledger

/// `checkpoints.txt`: every checkpoint that was signed, in order, to be copied to where whoever can
/// change the ledger cannot change it. What a crash left out is written with the next one.
package struct CheckpointFile: Sendable {
    /// More than one signed checkpoint has.
    private static let noteBytesMax = 4_096

    private let reader: LedgerReader
    private var path: String { reader.files.checkpoints }

    package init(_ reader: LedgerReader) {
        self.reader = reader
    }

    /// The last checkpoint in the file; nil if there is none.
    package func last() throws(LedgerStoreError) -> SignedCheckpoint? {
        guard try FileSystem.status(path) != nil else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .cannotRead(path: path, reason: FileSystem.reason())
        }
        defer { close(descriptor) }
        return try end(descriptor).last
    }

    /// Hands every whole checkpoint in the file to `body`, in order, one at a time. What a crash
    /// left of one at its end is passed over.
    package func readEach(_ body: (SignedCheckpoint) throws -> Void) throws {
        guard try FileSystem.status(path) != nil else { return }
        let source = try LineSource(path: path)
        var collector = CheckpointCollector()
        do {
            while try source.next(
                bytesMax: Self.noteBytesMax,
                { line in
                    let text = String(decoding: line, as: UTF8.self)
                    if let ended = try collector.add(text) { try body(ended) }
                })
            {}
        } catch TransferError.cut {
        } catch TransferError.badLine {
            throw ProofError.malformed("a line is longer than any of a checkpoint")
        }
        if collector.isSigned, let last = try collector.end() { try body(last) }
    }

    /// Writes the checkpoints that were recorded after the last one in the file.
    package func catchUp() throws(LedgerStoreError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw .cannotWrite(path: path, reason: FileSystem.reason())
            }
        }
        let (last, offset) = try end(descriptor)
        // A checkpoint over n events stands at n + 1.
        let missing = try reader.checkpoints(after: (last?.checkpoint.size ?? -1) + 1)
        guard !missing.isEmpty else { return }
        guard ftruncate(descriptor, off_t(offset)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
            throw .cannotWrite(path: path, reason: FileSystem.reason())
        }
        let text = missing.map(\.signed.note.text).joined(separator: "\n")
        try SmallFile.write((offset == 0 ? "" : "\n") + text, to: descriptor, path: path)
        try FileSystem.synchronize(reader.files.directory)
    }

    /// The last whole checkpoint, and where it ends: what follows is what a crash left of another.
    private func end(
        _ descriptor: Int32
    ) throws(LedgerStoreError) -> (last: SignedCheckpoint?, offset: Int) {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let start = max(0, size - 2 * Self.noteBytesMax)
        var bytes = [UInt8](repeating: 0, count: size - start)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(start))
        }
        guard count == bytes.count else {
            throw .cannotRead(path: path, reason: FileSystem.reason())
        }
        let origin = Array((TreeCheckpoint.origin(of: reader.ledgerID) + "\n").utf8)
        var end = bytes.count
        while let begin = Self.lastLine(origin, in: bytes[..<end]) {
            let note = String(decoding: bytes[begin..<end], as: UTF8.self)
            let whole = note.hasSuffix("\n\n") ? String(note.dropLast()) : note
            if let found = try? SignedCheckpoint(whole) {
                return (found, start + begin + whole.utf8.count)
            }
            end = begin
        }
        guard start == 0, bytes.prefix(origin.count).elementsEqual(origin.prefix(bytes.count))
        else {
            throw .badCheckpoints(
                path: path, reason: "it does not hold checkpoints of this ledger")
        }
        return (nil, 0)
    }

    /// Where `line` begins in `bytes` for the last time.
    private static func lastLine(_ line: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.last {
            bytes[$0] == line[0] && ($0 == 0 || bytes[$0 - 1] == UInt8(ascii: "\n"))
                && bytes[$0...].starts(with: line)
        }
    }
}
