internal import Foundation

/// A folder in memory, where the system has such a place: thousands of small files are made in it.
struct MemoryFolder: Sendable {
    let folder: TemporaryFolder

    init(_ torture: Torture) throws {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: "/dev/shm", isDirectory: &isFolder)
        folder =
            isThere && isFolder.boolValue
            ? try TemporaryFolder("torture", isKept: false, parent: "/dev/shm") : torture.folder
    }
}
