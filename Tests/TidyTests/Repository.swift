import Foundation

/// The files of this repository, as they lie on the disk.
enum Repository {
    /// The folder that holds Package.swift.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every text file that people write, in the order of their paths. What tools make is left out:
    /// build folders, the version control's own files and the list of resolved dependencies.
    static let files: [SourceFile] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !isMade($0) }.sorted().flatMap(files(under:))
    }()

    static let swiftFiles = files.filter { $0.path.hasSuffix(".swift") }

    /// The text of the file at this path from the root; nil if there is none.
    static func text(_ path: String) -> String? {
        try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    private static func isMade(_ name: String) -> Bool {
        [".git", ".swiftpm", "Package.resolved", "__pycache__"].contains(name)
            || name.hasPrefix(".build") || name.hasSuffix(".profraw")
    }

    private static func files(under path: String) -> [SourceFile] {
        var isFolder: ObjCBool = false
        let location = root.appendingPathComponent(path).path
        guard FileManager.default.fileExists(atPath: location, isDirectory: &isFolder) else {
            return []
        }
        guard isFolder.boolValue else {
            // What is not UTF-8 is not text: an image, an archive.
            return text(path).map { [SourceFile(path: path, text: $0)] } ?? []
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: location)) ?? []
        return names.filter { !isMade($0) }.sorted().flatMap { files(under: path + "/" + $0) }
    }
}
