internal import Foundation

/// The mistake that the biller must notice: a counter beside the log, which settles an answer
/// before its outcome is appended.
struct EarlyCounter: Sendable {
    let folder: String

    private var path: String { folder + "/settled" }

    func settle(_ ticks: Int64) {
        LineFile.add("\(ticks)", to: path)
    }

    func total() throws -> Int64 {
        try LineFile.lines(of: path).reduce(0) { $0 + (Int64($1) ?? 0) }
    }
}
