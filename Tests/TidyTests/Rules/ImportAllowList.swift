/// Which modules each folder may import. This list is the map of the program: an arrow that is not
/// in it needs a decision, not an import. The language's own modules are free except where a
/// folder is pure.
///
/// The package manager does not check this: a module that some dependency depends on can be
/// imported without being declared.
enum ImportAllowList {
    static let modules: [String: Set<String>] = [
        // Pure: no clock, no randomness, no input or output. Foundation is there for its decoder
        // of JSON; the banned words keep the rest of it out.
        "Sources/Ledger": ["Crypto", "Foundation"],
        "Sources/Orchestration": ["Foundation", "Ledger"],
        "Sources/Prompts": [],

        // Storage.
        "Migrations": [],
        "Sources/LedgerStore": system.union([
            "CLZ4", "CSQLiteShim", "Crypto", "DequeModule", "GRDB", "Ledger", "Migrations",
        ]),
        "Sources/Projections": system.union([
            "CLZ4", "CSQLiteShim", "GRDB", "Ledger", "LedgerStore", "Migrations",
        ]),

        // The provider and its simulator.
        "Sources/XAI": system.union([
            "AsyncHTTPClient", "Ledger", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL",
        ]),
        "Sources/XAISimulator": system.union([
            "Crypto", "HTTPTypes", "HummingbirdCore", "Logging", "NIOCore", "NIOPosix",
        ]),

        // The shell and the command line.
        "Sources/Agents": system.union([
            "Crypto", "Ledger", "LedgerStore", "Orchestration", "XAI",
        ]),
        "Sources/GrokCommands": system.union([
            "Agents", "ArgumentParser", "Ledger", "LedgerStore", "Orchestration", "Projections",
            "Prompts", "XAI", "XAISimulator",
        ]),
        "Sources/grok": system.union(["GrokCommands"]),

        // Harnesses.
        "Tools/Harness": system.union([
            "Agents", "ArgumentParser", "CSQLiteShim", "GrokCommands", "Ledger", "LedgerStore",
            "Migrations", "Orchestration", "Projections", "TestSupport", "XAI", "XAISimulator",
        ]),
        "Package.swift": ["PackageDescription"],

        // Tests.
        "Tests/LedgerTests": test.union(["Crypto", "Ledger", "TestSupport"]),
        "Tests/OrchestrationTests": test.union(["Ledger", "Orchestration"]),
        "Tests/PromptsTests": test.union(["Prompts"]),
        "Tests/LedgerStoreTests": test.union([
            "CSQLiteShim", "GRDB", "Ledger", "LedgerStore", "Migrations",
        ]),
        "Tests/ProjectionsTests": test.union([
            "GRDB", "Ledger", "LedgerStore", "Migrations", "Orchestration", "Projections",
        ]),
        "Tests/XAITests": test.union([
            "Ledger", "NIOCore", "NIOHTTP1", "NIOPosix", "NIOSSL", "XAI", "XAISimulator",
        ]),
        "Tests/XAISimulatorTests": test.union(["XAISimulator"]),
        "Tests/AgentsTests": test.union([
            "Agents", "Ledger", "LedgerStore", "Orchestration", "XAI", "XAISimulator",
        ]),
        "Tests/CommandTests": test.union(["GrokCommands", "TestSupport"]),
        "Tests/InteroperationTests": test.union(["TestSupport"]),
        "Tests/TestSupport": system,
        "Tests/TidyTests": test.union(["Migrations"]),
    ]

    /// What comes with the language and is free wherever the outside world may be seen.
    static let system: Set<String> = [
        "Darwin", "Dispatch", "Foundation", "Glibc", "Synchronization",
    ]

    static let test = system.union(["FoundationNetworking", "Testing"])
}
