internal import GRDB

extension TableFile {
    /// Opens the tables, or makes empty ones if there are none, or none that can be read. Tables of
    /// another version are opened as they are.
    static func openOrMake(_ files: ProjectionFiles, _ lock: ProjectionLock) throws -> TableFile {
        if case .usable(let file) = try look(files) { return file }
        return try lock.hold {
            switch try look(files) {
            case .usable(let file): return file
            case .damaged:
                // Not as large as it says, or not a database any more; nobody can have it open and
                // work with it.
                try ProjectionFiles.empty(files.database)
                try ProjectionFiles.empty(files.log)
            case .missing: break
            }
            try ProjectionFiles.make(files.database)
            let file = try TableFile(path: files.database)
            try file.useWriteAheadLog()
            try file.makeTables()
            return file
        }
    }

    private enum Finding {
        case missing, damaged
        case usable(TableFile)
    }

    private static func look(_ files: ProjectionFiles) throws -> Finding {
        guard let size = ProjectionFiles.size(files.database), size > 0 else { return .missing }
        do {
            let file = try TableFile(path: files.database)
            switch try file.condition() {
            case .ours, .stale: return .usable(file)
            case .missing: return .missing
            case .foreign: throw ProjectionError.notOurs(path: files.database)
            }
        } catch let error as DatabaseError where error.isDamage {
            return .damaged
        }
    }
}
