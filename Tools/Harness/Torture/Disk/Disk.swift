internal import Foundation

/// The disk below a program whose trace is played: what is on it for sure, and what may be.
final class Disk {
    private let path: String
    private let root: DiskFolder
    private var files: [Int32: DiskFolder.Entry] = [:]
    private var numbers: UInt64 = 1

    /// - Parameter path: the folder that was watched; it was there before.
    init(path: String) {
        self.path = path
        root = DiskFolder(number: 0)
    }

    func play(_ operation: DiskTrace.Operation) throws {
        switch operation {
        case .open(let file, let path, let isCreated, let isTruncated):
            files[file] = try open(path, isCreated, isTruncated)
        case .write(let file, let offset, let bytes): try at(file).write(bytes, at: offset)
        case .truncate(let file, let size): try at(file).truncate(to: size)
        case .lose(let file): if case .file(let found) = files[file] { found.lose() }
        case .synchronize(let file):
            switch files[file] {
            case .file(let found): found.synchronize()
            case .folder(let folder): folder.synchronize()
            case nil: throw HarnessError("a trace syncs what is not open")
            }
        case .close(let file): files[file] = nil
        case .unlink(let path):
            let (folder, name) = try place(path)
            folder.set(name, nil)
        case .rename(let from, let to):
            let (folder, name) = try place(from)
            let (target, newName) = try place(to)
            guard folder === target else { throw HarnessError("a trace moves between folders") }
            folder.set([(name, nil), (newName, folder.entries[name])])
        case .makeFolder(let path):
            let (folder, name) = try place(path)
            folder.set(name, .folder(DiskFolder(number: next())))
        case .process: files = [:]
        case .mark: break
        }
    }

    private func next() -> UInt64 {
        numbers += 1
        return numbers
    }

    private func open(
        _ path: String, _ isCreated: Bool, _ isTruncated: Bool
    ) throws -> DiskFolder.Entry {
        guard path != self.path else { return .folder(root) }
        let (folder, name) = try place(path)
        guard isCreated else {
            guard let entry = folder.entries[name] else {
                throw HarnessError("a trace opens \(path), which it has not made")
            }
            if isTruncated, case .file(let file) = entry { file.truncate(to: 0) }
            return entry
        }
        let entry = DiskFolder.Entry.file(DiskFile(number: next()))
        folder.set(name, entry)
        return entry
    }

    private func at(_ file: Int32) throws -> DiskFile {
        guard case .file(let found) = files[file] else {
            throw HarnessError("a trace writes to what is not open")
        }
        return found
    }

    /// The folder of a path, and the name in it.
    private func place(_ path: String) throws -> (DiskFolder, String) {
        let names = path.dropFirst(self.path.count).split(separator: "/").map(String.init)
        guard path.hasPrefix(self.path), let last = names.last else {
            throw HarnessError("a trace has the path \(path)")
        }
        var folder = root
        for name in names.dropLast() {
            guard case .folder(let next) = folder.entries[name] else {
                throw HarnessError("a trace has the path \(path), whose folder it has not made")
            }
            folder = next
        }
        return (folder, last)
    }

    /// Writes what there is after a power cut now into a folder.
    func write(_ fate: DiskFate, to folder: String) throws {
        try write(root, fate, to: folder)
    }

    private func write(_ folder: DiskFolder, _ fate: DiskFate, to path: String) throws {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw HarnessError("\(path) cannot be made")
        }
        for (name, entry) in folder.content(fate) {
            let place = path + "/" + name
            switch entry {
            case .folder(let inner): try write(inner, fate, to: place)
            // SQLite makes the index of its log anew when nobody has it open.
            case .file where name.hasSuffix("-shm"): continue
            case .file(let file): try Self.write(file.content(fate), to: place)
            }
        }
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = Foundation.open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw HarnessError("\(path) cannot be made") }
        defer { close(file) }
        guard Foundation.write(file, bytes, bytes.count) == bytes.count else {
            throw HarnessError("\(path) cannot be written")
        }
    }
}
