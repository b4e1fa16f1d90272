internal import Orchestration
internal import XAI

/// The accounts that the environment names, in their order.
struct AccountSettings {
    struct Entry {
        let name: String
        let credential: Credential
    }

    let entries: [Entry]
    /// What is odd about them, a sentence each.
    let notices: [String]
    /// Whether the user configured any, rather than the simulator.
    let isConfigured: Bool

    /// `account-1` is GROK_API_KEY, else XAI_API_KEY, else the settings file; `account-N` is
    /// GROK_API_KEY_N. In the simulated world two accounts are there if none is configured.
    init(_ environment: Environment, simulated: Bool) throws {
        var notices: [String] = []
        var keys: [(number: Int, key: String, source: String)] = []
        if let first = try Self.firstKey(environment, simulated: simulated, &notices) {
            keys.append((1, first.key, first.source))
        }
        for (number, variable) in Self.numberedVariables(environment) {
            guard let key = environment.nonBlank(variable) else {
                notices.append("\(variable) is blank and is ignored")
                continue
            }
            keys.append((number, key, variable))
        }
        isConfigured = !keys.isEmpty
        if keys.isEmpty, simulated {
            keys = [1, 2].map { ($0, "xai-simulated-account-\($0)", "the simulator") }
        }
        notices += Self.gaps(keys.map(\.number))
        entries = Self.unique(keys, &notices).map {
            Entry(name: "account-\($0.number)", credential: Credential($0.key))
        }
        guard !entries.isEmpty else { throw Self.noKey }
        guard entries.count <= Limits.accountsMax else {
            throw CommandFailure(
                .configuration,
                "there are \(entries.count) accounts; at most \(Limits.accountsMax) are allowed")
        }
        self.notices = notices
    }

    private static let noKey = CommandFailure(
        .configuration,
        "no API key: set GROK_API_KEY (and GROK_API_KEY_2, … for more accounts), "
            + "or practise with --simulate, which needs none")

    private static func firstKey(
        _ environment: Environment, simulated: Bool, _ notices: inout [String]
    ) throws -> (key: String, source: String)? {
        for variable in ["GROK_API_KEY", "XAI_API_KEY"] {
            if let key = environment.nonBlank(variable) { return (key, variable) }
            if environment[variable] != nil {
                notices.append("\(variable) is blank and is ignored")
            }
        }
        guard !simulated, let key = try UserSettings.load(environment)?.apiKey,
            !key.allSatisfy(\.isWhitespace)
        else { return nil }
        return (key, UserSettings.path(environment))
    }

    private static func numberedVariables(
        _ environment: Environment
    ) -> [(number: Int, variable: String)] {
        let prefix = "GROK_API_KEY_"
        return environment.variables.keys.compactMap { name -> (Int, String)? in
            guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)),
                number >= 2, name == prefix + String(number)
            else { return nil }
            return (number, name)
        }.sorted { $0.0 < $1.0 }
    }

    private static func gaps(_ numbers: [Int]) -> [String] {
        guard let last = numbers.max() else { return [] }
        let missing = (1...last).filter { !numbers.contains($0) }
        guard !missing.isEmpty, missing.count < Limits.accountsMax else { return [] }
        let names = missing.map { $0 == 1 ? "GROK_API_KEY" : "GROK_API_KEY_\($0)" }
        return [
            names.joined(separator: ", ") + (missing.count == 1 ? " is" : " are")
                + " not set; the accounts keep their numbers"
        ]
    }

    private static func unique(
        _ keys: [(number: Int, key: String, source: String)], _ notices: inout [String]
    ) -> [(number: Int, key: String, source: String)] {
        var seen: [String: Int] = [:]
        return keys.filter { entry in
            if let first = seen[entry.key] {
                notices.append(
                    "account-\(entry.number) has the same key as account-\(first) "
                        + "and is ignored")
                return false
            }
            seen[entry.key] = entry.number
            return true
        }
    }
}
