internal import Ledger
internal import LedgerStore
internal import Projections
internal import Prompts

/// Opens the tables of a home in the one way in which they are opened.
enum Books {
    /// The tables beside `ledger`; made if they are missing.
    static func database(_ home: Home, _ ledger: LedgerReader) throws -> OrchestrationDatabase {
        try OrchestrationDatabase.open(ledger: ledger, prompts: defaultPrompts) { pid in
            let holder = pid.map { "process \($0)" } ?? "another process"
            Output.notice("waiting for \(holder), which brings the tables up to date")
        }
    }

    /// What there is in a home without a ledger: only what the program brings.
    static func emptyStatistics(_ home: Home) -> Statistics {
        Statistics.empty(directory: home.directory, prompts: defaultPrompts)
    }

    /// The templates that come with the program, as the table `prompts` holds them.
    static let defaultPrompts = PromptLibrary.standard.templates.map {
        DefaultPrompt(
            name: $0.name, template: $0.template, variablesJSON: $0.variablesJSON,
            description: $0.description)
    }
}
