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
            throw LedgerStoreError(reading: path, error)
        } catch {
            throw .unexpected(String(describing: error))
        }
    }

    /// What `error` means for somebody who reads the database at `path`.
    init(reading path: String, _ error: DatabaseError) {
        switch error.resultCode.primaryResultCode {
        case .SQLITE_NOTADB: self = .notALedger(path: path)
        case .SQLITE_CORRUPT: self = .damaged(path: path, what: error.reason)
        case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_BUSY,
            .SQLITE_PROTOCOL, .SQLITE_FULL:
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
