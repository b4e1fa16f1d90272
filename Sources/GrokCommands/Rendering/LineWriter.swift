internal import Foundation

/// Writes many lines to standard output in few system calls, holding at most one block of them.
final class LineWriter {
    private static let blockBytes = 65_536

    private let file: Int32
    private var block: [UInt8] = []

    init(file: Int32 = STDOUT_FILENO) {
        self.file = file
        block.reserveCapacity(Self.blockBytes)
    }

    /// Whether the reader has gone away: whatever follows is for nobody.
    private(set) var isClosed = false

    /// Adds `line`, which is UTF-8, and ends it.
    func line(_ line: some Collection<UInt8>) {
        block.append(contentsOf: line)
        block.append(UInt8(ascii: "\n"))
        if block.count >= Self.blockBytes { flush() }
    }

    /// Writes what is still held. Call it at the end.
    func flush() {
        block.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty, !isClosed {
                let count = Foundation.write(
                    file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR, errno != EAGAIN {
                    isClosed = true
                }
            }
        }
        block.removeAll(keepingCapacity: true)
    }
}
