// swift-tools-version:6.2
import PackageDescription

// MARK: - Settings shared by every target

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func library(
    _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
    resources: [Resource]? = nil
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: path, resources: resources,
        swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
        swiftSettings: strict)
}

// MARK: - Products of other packages

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(
    name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let dequeModule = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")

// MARK: - Tests

let testTargets: [Target] = [
    tests("LedgerTests", ["Ledger", "TestSupport", crypto], exclude: ["Golden"]),
    tests("OrchestrationTests", ["Ledger", "Orchestration"]),
    tests("PromptsTests", ["Prompts"]),
    tests("LedgerStoreTests", ["CSQLiteShim", "Ledger", "LedgerStore", "Migrations", grdb]),
    tests(
        "ProjectionsTests",
        ["Ledger", "LedgerStore", "Migrations", "Orchestration", "Projections", grdb]),
    tests("XAITests", ["Ledger", "XAI", "XAISimulator", nioCore, nioPosix, nioHTTP1, nioSSL]),
    tests("XAISimulatorTests", ["XAISimulator"]),
    tests(
        "AgentsTests", ["Agents", "Ledger", "LedgerStore", "Orchestration", "XAI", "XAISimulator"],
        exclude: ["Seeds.txt"]),
    tests("CommandTests", ["GrokCommands", "TestSupport"], exclude: ["Transcripts"]),
    tests("InteroperationTests", ["TestSupport"], exclude: ["Parts"]),
    tests("TidyTests", ["Migrations"]),
]

// MARK: - The package

let package = Package(
    name: "supergrok",
    products: [
        .executable(name: "grok", targets: ["grok"]),
        .library(name: "SuperGrok", targets: ["Agents", "Projections", "Prompts", "XAI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        // Pure: no clock, no randomness, no input or output.
        library("Ledger", [crypto]),
        library("Orchestration", ["Ledger"]),
        library("Prompts"),

        // Storage.
        library(
            "Migrations", path: "Migrations",
            resources: [
                .embedInCode("ledger/0001_ledger.sql"),
                .embedInCode("orchestration/0001_documented_tables.sql"),
                .embedInCode("orchestration/0002_work_tables.sql"),
                .embedInCode("orchestration/0003_money_tables.sql"),
                .embedInCode("orchestration/0004_indexes.sql"),
            ]),
        library(
            "LedgerStore",
            ["Ledger", "Migrations", "CLZ4", "CSQLiteShim", crypto, dequeModule, grdb]),
        library(
            "Projections",
            ["CLZ4", "CSQLiteShim", "Ledger", "LedgerStore", "Migrations", grdb]),

        // The provider and its simulator.
        library("XAI", ["Ledger", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL]),
        library(
            "XAISimulator",
            [crypto, hummingbirdCore, httpTypes, logging, nioCore, nioPosix]),

        // The shell and the command line.
        library("Agents", ["Ledger", "Orchestration", "LedgerStore", "XAI", crypto]),
        library(
            "GrokCommands",
            [
                "Agents", "Ledger", "LedgerStore", "Orchestration", "Projections", "Prompts", "XAI",
                "XAISimulator", argumentParser,
            ]),
        .executableTarget(name: "grok", dependencies: ["GrokCommands"], swiftSettings: strict),

        // C.
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        .target(name: "CSQLiteShim", linkerSettings: [.linkedLibrary("sqlite3")]),

        // What tests share: running the program in processes of its own, published vectors.
        library("TestSupport", path: "Tests/TestSupport"),

        // Harnesses that are too long for a shell script.
        .executableTarget(
            name: "Harness",
            dependencies: [
                "Agents", "CSQLiteShim", "GrokCommands", "Ledger", "LedgerStore", "Migrations",
                "Orchestration", "Projections", "TestSupport", "XAI", "XAISimulator",
                argumentParser,
            ], path: "Tools/Harness", exclude: ["raw"], swiftSettings: strict),
    ] + testTargets
)
