internal import Foundation

/// What a run saved because it could not record it: the file that it names on standard error, or
/// the lines there.
struct RescuedOutcomes {
    let path: String
    let place: DiskFullOutcome.Place
    /// Outcomes in it, and how many of them are answers.
    let events: Int
    let answers: Int
    private let text: String

    /// Nil if the run saved nothing.
    init?(_ errors: String, work: Workplace, folder: String) throws {
        guard errors.contains("grok ledger rescue") else { return nil }
        if let begin = errors.range(of: " saved in ")?.upperBound,
            let end = errors[begin...].range(of: ": free some space")?.lowerBound
        {
            path = String(errors[begin..<end])
            place = path.hasPrefix(work.directory + "/") ? .home : .temporary
        } else {
            path = folder + "/output/saved"
            place = .standardError
            try Data(errors.utf8).write(to: URL(fileURLWithPath: path))
        }
        text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("{\"position\":0,") }
        events = lines.count
        answers = lines.count { $0.contains("\"type\":\"attempt-answered.v1\"") }
    }

    /// Whether somebody else could read it, or a key stands in it.
    func violations() throws -> [String] {
        var found: [String] = []
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let mode = attributes[.posixPermissions] as? Int ?? 0
        if place != .standardError, mode != 0o600 {
            found.append("\(path) has the mode \(String(mode, radix: 8))")
        }
        for account in Accounts.all where text.contains(account.key) {
            found.append("\(path) holds the key of \(account.name)")
        }
        return found
    }
}
