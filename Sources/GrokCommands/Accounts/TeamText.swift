/// Teams in words.
enum TeamText {
    /// `account-1, account-2 and account-3 are of one team and share its limit`.
    static func shared(_ accounts: [String]) -> String {
        let last = accounts.last ?? ""
        return accounts.dropLast().joined(separator: ", ")
            + " and \(last) are keys of one team: they share one limit"
    }

    /// The beginning of a team's name, which tells teams apart in a table.
    static func short(_ team: String?) -> String { team.map { String($0.prefix(8)) } ?? "" }
}
