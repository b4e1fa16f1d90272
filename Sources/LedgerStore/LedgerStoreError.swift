package import Ledger

/// Everything that can go wrong with a ledger, each as one sentence.
package enum LedgerStoreError: Error, Hashable, Sendable {
    // Opening.
    case homeIsNotAFolder(path: String)
    /// There is nothing to read yet.
    case noLedger(directory: String)
    case cannotRead(path: String, reason: String)
    case cannotWrite(path: String, reason: String)
    case notALedger(path: String)
    case newerFormat(path: String, found: Int, known: Int)
    case otherWorld(path: String, found: World, wanted: World)
    /// The write-ahead log is there, the database that it belongs to is not.
    case logWithoutLedger(path: String)
    case damaged(path: String, what: String)
    case settingNotKept(name: String, wanted: String, found: String)

    // Proving.
    /// The key that signs checkpoints cannot be used.
    case badCheckpointKey(path: String, reason: String)
    case badCheckpoints(path: String, reason: String)
    /// What was signed before is not the beginning of what is there.
    case checkpointContradicted(path: String, what: String)

    // Appending.
    case conflict(stream: StreamName, expected: Int64, found: Int64)
    /// An event with this id is in the log, and it is another one.
    case idReused(EventID)
    /// A decision used an id that was not announced, so a retry could not be recognised.
    case undeclaredID(EventID)
    case unencodable(type: String, reason: String)
    case lineTooLong(type: String, bytes: Int)
    case blobTooLarge(bytes: Int)
    /// The text was removed between finding it and citing it. Asking for the blob again helps.
    case blobRedacted(Commitment)
    /// Surely not in the log.
    case notWritten(reason: String)
    /// The commit failed, and whether the events are in the log to stay could not be found out.
    case inDoubt(reason: String)
    case closed

    // Reading.
    case unknownBlob(Commitment)
    case damagedBlob(Commitment, reason: String)
    case unexpected(String)
}

extension LedgerStoreError {
    /// Whose turn it is to do something about it; the commands make an exit code of it.
    package enum Kind: Sendable {
        /// What is stored cannot be used.
        case badData
        /// The ledger is not what was signed before.
        case contradicted
        /// The disk, the folder's rights, the file system.
        case inputOutput
        /// The home that was given is the wrong one.
        case configuration
        /// Another writer was faster; deciding again helps.
        case conflict
        /// Our bug.
        case bug
    }

    package var kind: Kind {
        switch self {
        case .homeIsNotAFolder, .noLedger, .otherWorld: .configuration
        case .cannotRead, .cannotWrite, .notWritten, .inDoubt: .inputOutput
        case .notALedger, .newerFormat, .logWithoutLedger, .damaged, .unknownBlob, .damagedBlob,
            .lineTooLong, .blobTooLarge, .badCheckpointKey, .badCheckpoints:
            .badData
        case .checkpointContradicted: .contradicted
        case .conflict, .blobRedacted: .conflict
        case .settingNotKept, .idReused, .undeclaredID, .unencodable, .closed, .unexpected: .bug
        }
    }
}

extension LedgerStoreError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .homeIsNotAFolder, .noLedger, .cannotRead, .cannotWrite, .notALedger, .newerFormat,
            .otherWorld, .logWithoutLedger, .damaged, .settingNotKept:
            openingSentence
        case .conflict, .idReused, .undeclaredID, .unencodable, .lineTooLong, .blobTooLarge,
            .blobRedacted, .notWritten, .inDoubt, .closed:
            appendingSentence
        case .badCheckpointKey(let path, let reason), .badCheckpoints(let path, let reason):
            "\(path): \(reason)"
        case .checkpointContradicted(let path, let what):
            "the ledger is not what \(path) says: \(what)"
        case .unknownBlob(let commitment): "the ledger has no blob \(commitment.hexadecimal)"
        case .damagedBlob(let commitment, let reason):
            "the blob \(commitment.hexadecimal) is damaged: \(reason)"
        case .unexpected(let what): "the ledger met something unexpected: \(what)"
        }
    }

    private var openingSentence: String {
        switch self {
        case .homeIsNotAFolder(let path): "\(path) is not a folder"
        case .noLedger(let directory): "there is no ledger in \(directory)"
        case .cannotRead(let path, let reason): "\(path) cannot be read: \(reason)"
        case .cannotWrite(let path, let reason): "\(path) cannot be written: \(reason)"
        case .notALedger(let path): "\(path) is not a ledger of this program"
        case .newerFormat(let path, let found, let known):
            "\(path) has format \(found), this program knows formats up to \(known)"
        case .otherWorld(let path, let found, let wanted):
            "\(path) belongs to the \(found.rawValue) world, not to the \(wanted.rawValue) one"
        case .logWithoutLedger(let path):
            "\(path)-wal holds events, but \(path), which it belongs to, is missing"
        case .damaged(let path, let what): "\(path) is damaged: \(what)"
        case .settingNotKept(let name, let wanted, let found):
            "SQLite did not keep the setting \(name): \(wanted) was set, \(found) was read back"
        default: ""
        }
    }

    private var appendingSentence: String {
        switch self {
        case .conflict(let stream, let expected, let found):
            "the stream \(stream.text) is at version \(found), not at \(expected) as expected"
        case .idReused(let id): "another event with the id \(id) is in the ledger"
        case .undeclaredID(let id): "the event id \(id) was not announced before the decision"
        case .unencodable(let type, let reason): "a body of \(type) cannot be recorded: \(reason)"
        case .lineTooLong(let type, let bytes):
            "an event line of \(type) has \(bytes) bytes, at most \(EventRecord.lineBytesMax) fit"
        case .blobTooLarge(let bytes):
            "a text has \(bytes) bytes, at most \(LedgerLimits.blobBytesMax) fit"
        case .blobRedacted(let commitment):
            "the text of \(commitment.hexadecimal) has been redacted meanwhile"
        case .notWritten(let reason): "nothing was recorded: \(reason)"
        case .inDoubt(let reason):
            "it is not known whether the events were recorded to stay: \(reason)"
        case .closed: "the ledger is closed"
        default: ""
        }
    }
}
