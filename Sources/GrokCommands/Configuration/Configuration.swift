internal import Foundation
internal import Ledger
internal import Orchestration

/// `config.json` in the home: read, never written. What it does not know it refuses, with the line.
///
///     {"budgets": {"day": "5.00", "accounts": {"account-1": {"day": "2.00", "total": "20.00"}}}}
struct Configuration {
    /// Without the cap of a run, which belongs to the run.
    var caps = Caps.none

    static let fileName = "config.json"

    init() {}

    /// What the file of `home` says; nothing when there is none.
    init(of home: Home) throws {
        let path = home.root + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else {
            self.init()
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.configuration, "\(path) cannot be read")
        }
        try self.init(data, path: path)
    }

    init(_ data: Data, path: String) throws {
        guard case .object(let members)? = LocatedJSON(data) else {
            throw CommandFailure(.configuration, "\(path) is not a JSON object")
        }
        let file = ConfigurationFile(path: path)
        for member in try file.known(members, ["budgets"], of: "the file") {
            caps = try file.caps(member)
        }
    }
}

/// Reads the parts of a configuration file, and says where it cannot.
private struct ConfigurationFile {
    let path: String

    /// `members`, if each is one of `keys` and none is there twice.
    func known(
        _ members: [LocatedJSON.Member], _ keys: [String], of place: String
    ) throws -> [LocatedJSON.Member] {
        for member in members where !keys.contains(member.key) {
            throw failure(
                member.line,
                "unknown key \"\(member.key)\"; \(place) may have " + keys.joined(separator: ", "))
        }
        return try once(members)
    }

    func once(_ members: [LocatedJSON.Member]) throws -> [LocatedJSON.Member] {
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            throw failure(member.line, "\"\(member.key)\" is there twice")
        }
        return members
    }

    func caps(_ budgets: LocatedJSON.Member) throws -> Caps {
        var caps = Caps.none
        for member in try known(object(budgets), ["day", "accounts"], of: "budgets") {
            if member.key == "day" {
                caps.day = try amount(member)
                continue
            }
            for account in try once(object(member)) {
                caps.accounts[account.key] = try self.account(account)
            }
        }
        return caps
    }

    private func account(_ account: LocatedJSON.Member) throws -> Caps.Account {
        var caps = Caps.Account()
        let keys = ["day", "total"]
        for member in try known(object(account), keys, of: "the budget of an account") {
            let amount = try amount(member)
            if member.key == "day" { caps.day = amount } else { caps.total = amount }
        }
        return caps
    }

    private func object(_ member: LocatedJSON.Member) throws -> [LocatedJSON.Member] {
        guard case .object(let members) = member.value else {
            throw failure(member.line, "\"\(member.key)\" must be an object")
        }
        return members
    }

    private func amount(_ member: LocatedJSON.Member) throws -> Ticks {
        let text: String
        switch member.value {
        case .string(let written), .number(let written): text = written
        default: text = ""
        }
        guard let ticks = Ticks(usd: text) else {
            throw failure(
                member.line,
                "\"\(member.key)\" must be an amount in US dollars such as \"5.00\", "
                    + "with at most ten decimals")
        }
        return ticks
    }

    private func failure(_ line: Int, _ sentence: String) -> CommandFailure {
        CommandFailure(.configuration, "\(path), line \(line): \(sentence)")
    }
}
