internal import Foundation

/// A folder in memory, where the system has such a place: thousands of small files are made in it.
struct MemoryFolder: Sendable {
    let folder: TemporaryFolder

    init(_ torture: Torture) throws {
        folder = try TemporaryFolder("torture", isKept: false, isInMemory: true)
    }
}
