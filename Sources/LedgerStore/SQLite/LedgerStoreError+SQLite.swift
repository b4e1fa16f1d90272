internal import GRDB

extension LedgerStoreError {
    /// Runs `body` and turns what SQLite or the operating system say about `path` into a sentence.
    static func translating<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(LedgerStoreError) -> Result {
        do {
            return try body()
        } catch let error as LedgerStoreError {
            throw error
        } catch let error as DatabaseError {
            throw LedgerStoreError(error, at: path)
        } catch {
            throw .unexpected(String(describing: error))
        }
    }

    /// The same, but other errors with sentences of their own go through as they are.
    static func translatingStore<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw LedgerStoreError(error, at: path)
        }
    }

    /// What `error` means for somebody who uses the database at `path`.
    init(_ error: DatabaseError, at path: String) {
        switch error.extendedResultCode {
        case .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC,
            .SQLITE_IOERR_TRUNCATE:
            self = .cannotWrite(path: path, reason: error.reason)
            return
        default: break
        }
        switch error.resultCode.primaryResultCode {
        case .SQLITE_NOTADB: self = .notALedger(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, what: error.reason)
        case .SQLITE_FULL, .SQLITE_READONLY:
            self = .cannotWrite(path: path, reason: error.reason)
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_BUSY, .SQLITE_PROTOCOL:
            self = .cannotRead(path: path, reason: error.reason)
        default: self = .unexpected(error.reason)
        }
    }
}

extension DatabaseError {
    /// SQLite's words and its code, without the statement.
    var reason: String {
        (message ?? "no reason given") + " (SQLite code \(extendedResultCode.rawValue))"
    }
}
