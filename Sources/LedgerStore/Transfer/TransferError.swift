package import Ledger

/// Why a ledger could not be brought here or away, each as one sentence. Nothing was changed.
package enum TransferError: Error, Hashable, Sendable {
    /// The home has something of a ledger's already.
    case homeNotEmpty(directory: String, found: String)
    case exists(path: String)
    /// There is no such file, or no ledger in the folder.
    case noInput(path: String, reason: String)
    case badHead(path: String)
    /// Nothing says where the export ends.
    case endUnknown(path: String)
    case filtered(path: String)
    case badLine(path: String, line: Int64, reason: String)
    /// The last line does not end.
    case cut(path: String, line: Int64)
    case wrongCount(path: String, found: Int64, expected: Int64)
    case wrongRoot(path: String, found: Hash, expected: Hash)
    case otherLedger(path: String, found: EventID, expected: EventID)
    case badText(path: String, line: Int64, reason: String)
    case notVerified(path: String, problem: VerificationReport.Problem)
    /// An event is not in the tree that the last checkpoint was signed over.
    case notProved(position: Int64, size: Int64)
}

extension TransferError {
    package enum Kind: Sendable {
        case noInput, badData, verification, configuration, inputOutput
    }

    package var kind: Kind {
        switch self {
        case .homeNotEmpty: .configuration
        case .exists: .inputOutput
        case .noInput: .noInput
        case .badHead, .endUnknown, .filtered, .badLine, .cut, .wrongCount: .badData
        case .wrongRoot, .otherLedger, .badText, .notVerified, .notProved: .verification
        }
    }
}

extension TransferError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .homeNotEmpty(let directory, let found):
            "\(directory) is not empty: \(found) lies there"
        case .exists(let path): "\(path) exists already, and nothing is overwritten"
        case .noInput(let path, let reason): "\(path) cannot be read: \(reason)"
        case .badHead(let path): "\(path) is not the head of an export"
        case .endUnknown(let path):
            "nothing says where \(path) ends: put \(path).head beside it, or give --root"
        case .filtered(let path):
            "\(path) is a filtered export, and only a whole one can be imported"
        case .badLine(let path, let line, let reason):
            "line \(line) of \(path) is not the ledger's next event: \(reason)"
        case .cut(let path, let line): "\(path) is cut off in line \(line)"
        case .wrongCount(let path, let found, let expected):
            "\(path) has \(found) events, and its head says \(expected)"
        case .wrongRoot(let path, let found, let expected):
            "the events of \(path) have the root \(found), and it should be \(expected)"
        case .otherLedger(let path, let found, let expected):
            "\(path) holds the ledger \(found), and its head says \(expected)"
        case .badText(let path, let line, let reason):
            "the text in line \(line) of \(path) is not the one that was recorded: \(reason)"
        case .notVerified(let path, let problem):
            "\(path) does not verify "
                + (problem.position.map { "at position \($0)" } ?? "beside the events")
                + ": expected \(problem.expected), found \(problem.found)"
        case .notProved(let position, let size):
            "position \(position) is not in the tree over \(size) events that was signed: see "
                + "grok ledger verify"
        }
    }
}
