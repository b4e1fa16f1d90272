internal import ArgumentParser
internal import Ledger
internal import LedgerStore

/// Appends events through the program's own store, one commit after the other, and says how long
/// that took. It does what the raw C program does, and builds the JSON.
struct AppendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "append-events", shouldDisplay: false)

    /// What it prints.
    struct Report: Codable {
        let events: Int
        let seconds: Double
    }

    @Option var home: String
    @Option var events: Int
    @Option(help: "Events of one commit.") var batch: Int
    @Option(help: "Gives every event a new text of so many bytes.") var textBytes = 0

    func run() async throws {
        let log = try EventLog.open(directory: home, world: .simulated, program: "bench")
        var source = EventSource(textBytes: textBytes)
        let began = Stopwatch.now()
        var appended = 0
        while appended < events {
            var fresh: [NewEvent] = []
            var blobs: [Blob] = []
            for _ in 0..<min(batch, events - appended) {
                var blob: Blob?
                if textBytes > 0 {
                    let made = try log.blob(source.text())
                    blobs.append(made)
                    blob = made
                }
                fresh.append(try source.event(text: blob))
            }
            _ = try await log.append(fresh, blobs: blobs)
            appended += fresh.count
        }
        let seconds = Stopwatch.now() - began
        await log.close()
        try Worker.report(Report(events: appended, seconds: seconds))
    }
}

/// Makes answered attempts in fifty streams, as long as those of the raw C program.
private struct EventSource {
    private static let streams = 50
    private static let words = Array(" the quick brown fox jumps over the lazy dog ".utf8)

    private let textBytes: Int
    private let names: [StreamName]
    private var versions = [Int64](repeating: 0, count: streams)
    private let noText = Commitment(hash: Hash(of: [1]))
    private let first: EventID
    private var made = 0

    init(textBytes: Int) {
        self.textBytes = textBytes
        names = (0..<Self.streams).map { TaskID(random: UInt64($0)).stream }
        first = Self.eventID()
    }

    private static func eventID() -> EventID {
        EventID(
            at: LedgerClock.system.read().wall,
            random: (.random(in: 0 ... .max), .random(in: 0 ... .max)))
    }

    mutating func event(text blob: Blob?) throws -> NewEvent {
        let stream = made % Self.streams
        made += 1
        defer { versions[stream] += 1 }
        let id = Self.eventID()
        let attempt = AttemptReference(
            id: id, call: .subtask(3), number: 1, account: "account-1", key: "0123456789abcdef",
            model: "grok-3-fast", holdTicks: Ticks(123_456_789))
        let charge = Charge(reported: Ticks(1_176_500), computed: Ticks(1_176_500))
        return try NewEvent(
            id: id, stream: names[stream], expectedVersion: versions[stream],
            event: .attemptAnswered(
                AttemptAnswered(
                    attempt: attempt, servedModel: "grok-3-fast", response: nil,
                    providerRequest: nil, finishReason: "stop", outcome: .complete,
                    text: blob?.commitment ?? noText, textBytes: textBytes, reasoning: nil,
                    usage: TokenUsage(prompt: 12, cached: 2, completion: 1, reasoning: 228),
                    rawUsage: nil, charge: charge, price: nil, durationMs: 1_234)),
            correlation: first, causation: id, actor: ProgramVersion.actor)
    }

    /// A text that nobody wrote before and that compresses as prose does.
    func text() -> String {
        String(unsafeUninitializedCapacity: textBytes) { buffer in
            for index in 0..<textBytes {
                let column = index % 64
                let seed = UInt64(made) &* 2_654_435_761 &+ UInt64(index - column)
                buffer[index] =
                    switch column {
                    case 0..<16: Self.digit(seed >> UInt64(60 - 4 * column) & 15)
                    case 16..<(16 + Self.words.count): Self.words[column - 16]
                    default: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: index / 64 % 10)
                    }
            }
            return textBytes
        }
    }

    private static func digit(_ value: UInt64) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 10 ? value + 48 : value + 87)
    }
}
