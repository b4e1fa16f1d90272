internal import Foundation
internal import Glibc
package import Ledger

extension RescueFile {
    private static let prefix = "grok-rescue-"

    /// What the file is called: it cannot meet another one of the same name.
    package var name: String {
        Self.prefix + task.text + "-" + (events.first?.id.text.suffix(12) ?? "") + ".jsonl"
    }

    /// Writes the file, for its owner only, into the first of `folders` that takes it: there it is
    /// whole and on the disk. Returns its path; nil if no folder takes it.
    package func save(in folders: [String]) throws(LedgerStoreError) -> String? {
        let text = try encoded()
        for folder in folders {
            let path = folder + "/" + name
            if Self.write(text, to: path, folder) { return path }
        }
        return nil
    }

    /// Leaves nothing behind when it fails.
    private static func write(_ text: String, to path: String, _ folder: String) -> Bool {
        let temporary = path + ".\(getpid())"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        defer {
            close(descriptor)
            unlink(temporary)
        }
        do {
            try SmallFile.write(text, to: descriptor, path: temporary)
            guard rename(temporary, path) == 0 else { return false }
            try FileSystem.synchronize(folder)
            return true
        } catch {
            unlink(path)
            return false
        }
    }

    /// The files of this kind for `task` that lie in the folder `directory`.
    package static func paths(of task: TaskID, in directory: String) -> [String] {
        // A folder that cannot be listed has been refused before.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasPrefix(prefix + task.text) && $0.hasSuffix(".jsonl") }
            .sorted().map { directory + "/" + $0 }
    }
}
