internal import GRDB
internal import Ledger
package import LedgerStore

/// What can go wrong with `orchestration.db`, each as one sentence. It never costs anything that
/// the ledger does not hold.
package enum ProjectionError: Error, Hashable, Sendable {
    /// Something else lies where the database goes.
    case notOurs(path: String)
    /// A newer version of the program made the tables, and may be using them.
    case newerTables(path: String, found: Int, known: Int)
    case cannotWrite(path: String, reason: String)
    case cannotRead(path: String, reason: String)
    /// The ledger cannot be read.
    case ledger(LedgerStoreError)
    /// The ledger can be read, but not understood.
    case damagedLedger(String)
    /// A sum leaves the range of 64 bits.
    case overflow(String)
    case unexpected(String)
}

extension ProjectionError {
    /// Whose turn it is to do something about it; the commands make an exit code of it.
    package var kind: LedgerStoreError.Kind {
        switch self {
        case .notOurs, .newerTables, .damagedLedger, .overflow: .badData
        case .cannotWrite, .cannotRead: .inputOutput
        case .ledger(let error): error.kind
        case .unexpected: .bug
        }
    }
}

extension ProjectionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notOurs(let path):
            "\(path) was not made by this program, so it is left alone; move it away"
        case .newerTables(let path, let found, let known):
            "\(path) has tables of version \(found), this program knows them up to \(known); "
                + "use the newer program, or delete the file to have it made again"
        case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
        case .cannotRead(let path, let reason): "\(path) cannot be read: \(reason)"
        case .ledger(let error): error.description
        case .damagedLedger(let what): "the ledger is damaged: \(what)"
        case .overflow(let what): "\(what) does not fit into 64 bits"
        case .unexpected(let what): "the projection met something unexpected: \(what)"
        }
    }
}

extension ProjectionError {
    /// Runs `body` and turns what SQLite says about the database at `path` into a sentence.
    static func translating<Result>(
        _ path: String, _ body: () throws -> Result
    ) throws(ProjectionError) -> Result {
        do {
            return try body()
        } catch let error as ProjectionError {
            throw error
        } catch let error as LedgerStoreError {
            throw .ledger(error)
        } catch let error as MoneyOverflow {
            throw .overflow("the cost of an answer (\(error.left) and \(error.right))")
        } catch let error as DatabaseError {
            throw ProjectionError(path, error)
        } catch {
            throw .unexpected(String(describing: error))
        }
    }

    private init(_ path: String, _ error: DatabaseError) {
        let reason =
            (error.message ?? "no reason given")
            + " (SQLite code \(error.extendedResultCode.rawValue))"
        switch error.resultCode.primaryResultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .cannotRead(path: path, reason: reason)
        case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM,
            .SQLITE_BUSY, .SQLITE_PROTOCOL:
            self = .cannotWrite(path: path, reason: reason)
        case .SQLITE_CONSTRAINT where reason.contains("cannot store REAL value in INTEGER column"):
            self = .overflow("a sum of the tables")
        case .SQLITE_CONSTRAINT:
            self = .damagedLedger("an event does not fit the tables: \(reason)")
        default: self = .unexpected(reason)
        }
    }
}

extension DatabaseError {
    /// Whether the file itself is at fault.
    var isDamage: Bool {
        [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(resultCode.primaryResultCode)
    }
}
