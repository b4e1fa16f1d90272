internal import Foundation

/// A small file system in memory, whose size follows what is wanted of it. It can be made only
/// where mounting is permitted: in a mount namespace of our own.
struct SmallDisk {
    let path: String
    private static let pageBytes = 4_096
    /// So large that the program finds enough room.
    private static let roomyBytes = 160 * 1_048_576

    /// How a command is run in a mount namespace of its own.
    static let namespace = (
        path: "/usr/bin/unshare", arguments: ["-m", "--propagation", "private"]
    )

    /// Whether such a disk can be made here.
    static var isPermitted: Bool {
        guard access(namespace.path, X_OK) == 0 else { return false }
        let child = try? Child.start(
            namespace.path, namespace.arguments + ["mount", "-t", "tmpfs", "none", "/mnt"],
            environment: environment)
        return (try? child?.wait(seconds: 10))?.code == 0
    }

    private static var environment: [String: String] {
        ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""]
    }

    /// Mounts it at `path`, an empty folder.
    init(path: String) throws {
        self.path = path
        try Self.mount(["-t", "tmpfs", "-o", "mode=700,size=\(Self.roomyBytes)", "none", path])
    }

    /// Leaves room for so many pages and no more.
    func shrink(toFreePages pages: Int) throws {
        for _ in 0..<200 {
            let size = try used() + pages * Self.pageBytes
            if (try? resize(max(size, Self.pageBytes))) != nil { return }
            // Somebody wrote between the two: measure again.
        }
        throw HarnessError("the disk \(path) does not get small")
    }

    /// Makes room again.
    func grow() throws {
        try resize(Self.roomyBytes)
    }

    private func resize(_ bytes: Int) throws {
        try Self.mount(["-o", "remount,size=\(bytes)", path])
    }

    private func used() throws -> Int {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else {
            throw HarnessError("\(path) cannot be measured: \(String(cString: strerror(errno)))")
        }
        return Int(status.f_blocks - status.f_bfree) * Int(status.f_frsize)
    }

    private static func mount(_ arguments: [String]) throws {
        let ending = try Child.start("/bin/mount", arguments, environment: environment)
            .wait(seconds: 30)
        guard ending.code == 0 else {
            throw HarnessError(
                "`mount \(arguments.joined(separator: " "))` ended with \(ending.text)")
        }
    }
}
