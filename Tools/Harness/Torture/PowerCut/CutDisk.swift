internal import Foundation

/// An ext4 in an image on a btrfs in an image: the btrfs can clone the ext4's image in an instant
/// without telling the ext4. Only in a mount namespace that ends with the process; loop devices go
/// with their mounts.
struct CutDisk {
    /// This machine cannot do it.
    struct Unavailable: Error {
        let reason: String
    }

    private let folder: String
    /// Where the ext4 is mounted.
    var mounted: String { folder + "/inner" }
    /// Where a clone of it is mounted while it is looked at.
    var cut: String { folder + "/cut" }
    private var image: String { folder + "/outer/inner.img" }
    private var clone: String { folder + "/outer/cut.img" }

    private static let outerBytes: Int64 = 2_147_483_648
    private static let innerBytes: Int64 = 402_653_184

    init(in folder: String) throws {
        self.folder = folder
        for name in ["outer", "inner", "cut"] {
            try FileManager.default.createDirectory(
                atPath: folder + "/" + name, withIntermediateDirectories: true)
        }
        let outer = folder + "/outer.img"
        try Self.makeFile(outer, bytes: Self.outerBytes)
        try Self.prepare(["mkfs.btrfs", "--quiet", outer])
        try Self.prepare(["mount", "-o", "loop,nodatasum", outer, folder + "/outer"])
        try Self.makeFile(image, bytes: Self.innerBytes)
        try Self.prepare(["mkfs.ext4", "-q", "-F", image])
        // Direct: what the ext4 gives to its device is on the btrfs, and not in a cache above it.
        let device = try Self.prepare(["losetup", "--find", "--show", "--direct-io=on", image])
        defer { _ = try? Self.call(["losetup", "--detach", device]) }
        try Self.prepare(["mount", device, mounted])
    }

    private static func makeFile(_ path: String, bytes: Int64) throws {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            truncate(path, Int(bytes)) == 0
        else { throw HarnessError("\(path) cannot be made") }
    }

    /// Clones the image as it is, and mounts the clone: the ext4 on it recovers as after a power
    /// cut.
    func cutNow() throws {
        try Self.demand(["cp", "--reflink=always", image, clone])
        try Self.demand(["mount", "-o", "loop", clone, cut])
    }

    /// The ledger's writer lets its files go a moment after it has said that it is closed.
    func forgetCut() throws {
        let deadline = Stopwatch.now() + 5
        while try Self.call(["umount", cut]).code != 0 {
            guard Stopwatch.now() < deadline else {
                throw HarnessError("\(cut) cannot be unmounted")
            }
            Stopwatch.sleep(seconds: 0.01)
        }
        unlink(clone)
    }

    func close() {
        for place in [cut, mounted, folder + "/outer"] { _ = try? Self.call(["umount", place]) }
    }

    /// Runs a step without which nothing can be cut here; returns what it prints.
    @discardableResult
    private static func prepare(_ arguments: [String]) throws -> String {
        let (code, output) = try call(arguments)
        guard code == 0 else {
            throw Unavailable(reason: "`\(arguments[0])` does not work here: \(output)")
        }
        return output
    }

    private static func demand(_ arguments: [String]) throws {
        let (code, output) = try call(arguments)
        guard code == 0 else {
            throw HarnessError("`\(arguments.joined(separator: " "))` failed: \(output)")
        }
    }

    private static func call(_ arguments: [String]) throws -> (code: Int32?, output: String) {
        let child = try Child.start(
            "/bin/sh", ["-c", "exec \"$@\" 2>&1", "sh"] + arguments,
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], output: .pipe)
        let output = child.lines?.rest().joined(separator: " ") ?? ""
        return (try child.wait(seconds: 120).code, output)
    }
}
