import Foundation
import GRDB
import Ledger
import LedgerStore
import Testing

/// A home of a test's own, removed when the test is over.
final class TemporaryHome: Sendable {
    let path: String

    init() {
        path = NSTemporaryDirectory() + "ledger-\(UUID().uuidString.lowercased())"
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    var files: LedgerFiles { LedgerFiles(directory: path) }

    func open(
        world: World = .live, options: LedgerOptions = LedgerOptions()
    ) throws -> EventLog {
        try EventLog.open(
            directory: path, world: world, program: "grok/test", options: options)
    }

    /// Runs SQL as a stock `sqlite3` shell would: none of our settings.
    func sql(_ sql: String, arguments: StatementArguments = []) throws {
        let queue = try DatabaseQueue(path: files.database)
        defer { try? queue.close() }
        try queue.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA recursive_triggers = OFF")
            try $0.execute(sql: sql, arguments: arguments)
        }
    }

    func fetch<Value: DatabaseValueConvertible>(_ sql: String) throws -> Value? {
        let queue = try DatabaseQueue(path: files.database)
        defer { try? queue.close() }
        return try queue.read { try Value.fetchOne($0, sql: sql) }
    }

    /// The names of the files in it, sorted.
    var contents: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }
}

extension EventID {
    static var random: EventID {
        EventID(
            at: LedgerClock.system.read().wall,
            random: (.random(in: .min ... .max), .random(in: .min ... .max)))
    }
}

extension NewEvent {
    /// Some event; what it says does not matter to the store.
    static func some(
        _ stream: String = "audit", expected: Int64? = nil, id: EventID = .random,
        body: String = #"{"step_us":1}"#, correlation: EventID? = nil, causation: EventID? = nil,
        type: String = "clock-stepped.v1"
    ) throws -> NewEvent {
        try NewEvent(
            id: id, stream: StreamName(text: stream), expectedVersion: expected, type: type,
            body: body, correlation: correlation, causation: causation, actor: "test")
    }
}

extension NewEvent {
    /// An event that cites a text.
    static func citing(_ blob: Blob, stream: String = "texts") throws -> NewEvent {
        let finished = SubtaskFinished(
            subtask: 1, attempt: .random, outcome: .complete, text: blob.commitment)
        return try NewEvent(
            id: .random, stream: StreamName(text: stream), expectedVersion: nil,
            event: .subtaskFinished(finished), correlation: nil, causation: nil, actor: "test")
    }
}

/// A generator whose seed a failing test prints.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
