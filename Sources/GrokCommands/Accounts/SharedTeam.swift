/// A team that several accounts belong to.
struct SharedTeam: Encodable {
    let team: String
    private(set) var accounts: [String]

    /// Those of `checked`, in the order of their first accounts.
    static func all(_ checked: [CheckedAccount]) -> [SharedTeam] {
        var teams: [SharedTeam] = []
        for account in checked {
            guard let team = account.team else { continue }
            if let index = teams.firstIndex(where: { $0.team == team }) {
                teams[index].accounts.append(account.name)
            } else {
                teams.append(SharedTeam(team: team, accounts: [account.name]))
            }
        }
        return teams.filter { $0.accounts.count > 1 }
    }
}
