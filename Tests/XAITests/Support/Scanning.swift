@testable import XAI

extension JSONScanner {
    /// Reads JSON that a test wrote down.
    static func read<Result>(
        _ bytes: [UInt8], _ read: (inout JSONScanner) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBufferPointer { buffer in
            var scanner = JSONScanner(buffer)
            return try read(&scanner)
        }
    }
}
