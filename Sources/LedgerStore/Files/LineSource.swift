internal import Glibc

/// Reads a file line by line in memory that does not grow with it.
final class LineSource {
    private static let chunkBytes = 262_144

    let path: String
    /// The number of the line that was read last, from 1.
    private(set) var line: Int64 = 0
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var start = 0

    init(path: String) throws(TransferError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw .noInput(path: path, reason: FileSystem.reason())
        }
        guard status.st_mode & S_IFMT != S_IFDIR else {
            throw .noInput(path: path, reason: FileSystem.reason(EISDIR))
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Hands the next line, without its line feed, to `body`. False at the end of the file. Throws
    /// for a line that is longer than `bytesMax` or does not end.
    func next(
        bytesMax: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws -> Bool {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                line += 1
                let range = start..<end
                start = end + 1
                try buffer.withUnsafeBufferPointer { bytes in
                    try body(UnsafeBufferPointer(rebasing: bytes[range]))
                }
                return true
            }
            guard buffer.count - start <= bytesMax else {
                throw TransferError.badLine(
                    path: path, line: line + 1, reason: "it has more than \(bytesMax) bytes")
            }
            searched = buffer.count - start
            buffer.removeSubrange(..<start)
            start = 0
            guard try fill() else {
                guard buffer.isEmpty else {
                    throw TransferError.cut(path: path, line: line + 1)
                }
                return false
            }
        }
    }

    /// Reads more of the file. False at its end.
    private func fill() throws -> Bool {
        let before = buffer.count
        buffer.append(contentsOf: repeatElement(0, count: Self.chunkBytes))
        while true {
            let count = buffer.withUnsafeMutableBytes { bytes in
                read(descriptor, bytes.baseAddress?.advanced(by: before), Self.chunkBytes)
            }
            if count < 0, errno == EINTR { continue }
            let reason = FileSystem.reason()
            buffer.removeLast(Self.chunkBytes - max(0, count))
            guard count >= 0 else { throw TransferError.noInput(path: path, reason: reason) }
            return count > 0
        }
    }
}
