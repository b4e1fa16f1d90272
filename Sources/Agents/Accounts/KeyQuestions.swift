package import Ledger
package import XAI

/// Asks whose the keys of accounts are, all at once.
package struct KeyQuestions: Sendable {
    package let directory: any KeyDirectory

    package init(_ directory: any KeyDirectory) {
        self.directory = directory
    }

    /// The answers, in the order of `accounts`.
    package func ask(_ accounts: [Account]) async -> [KeyAnswer] {
        await withTaskGroup(of: (Int, KeyAnswer).self) { group in
            for (index, account) in accounts.enumerated() {
                group.addTask {
                    (index, await directory.identity(of: account.credential))
                }
            }
            var answers: [(Int, KeyAnswer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

extension KeyAnswer {
    /// What the ledger is told of it; nil if it says nothing.
    package func fact(on account: Account) -> AccountIdentified? {
        guard case .identified(let identity) = self else { return nil }
        return AccountIdentified(
            account: account.name, key: account.key, team: identity.team,
            providerKey: identity.providerKey)
    }
}
