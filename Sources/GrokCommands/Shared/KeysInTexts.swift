internal import Agents

extension KeyInTextError {
    /// Throws if `text`, which is about to be recorded, holds the key of an account that is set.
    static func check(
        _ text: String?, called name: String, _ options: GlobalOptions
    ) throws {
        let accounts = try? AccountSettings(.current, simulated: options.simulate)
        try check(
            text, called: name, against: accounts?.entries.map { ($0.name, $0.credential) } ?? [])
    }
}
