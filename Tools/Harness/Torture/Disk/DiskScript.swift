internal import Ledger
internal import LedgerStore

/// What the writer of the disk rows appends: the same events under the same ids in every process
/// that gets the same seed.
struct DiskScript: Sendable {
    /// An event whose text is not named yet.
    struct Draft: Sendable {
        /// 1, 2, 3 …, also in the event's body.
        let number: Int
        let id: EventID
        let stream: StreamName
        let expectedVersion: Int64
        let text: String
    }

    enum Step: Sendable {
        /// Groups of events that are appended at once, each by a caller of its own.
        case append([[Draft]])
        /// The ledger is closed, which shortens its log, and opened again.
        case reopen
    }

    /// After how many commits it is opened again; later the log grows until it is checkpointed.
    private static let reopenings = [12, 50, 100]
    /// Callers at once have streams of their own, so that versions do not depend on their order.
    private static let callersMax = 3

    /// The number of a draft that became this record; nil for other events.
    static func number(of record: EventRecord) -> Int? {
        guard record.type == Draft.type else { return nil }
        return Int(record.body.dropFirst("{\"number\":".count).prefix(while: \.isNumber))
    }

    private let eventsMax: Int
    private var generator: SeededGenerator
    private var prose: Prose
    private var versions: [StreamName: Int64] = [:]
    private var made = 0
    private var appends = 0
    private var isReopened = false

    init(seed: UInt64, events: Int) {
        eventsMax = events
        generator = SeededGenerator(seed: seed)
        prose = Prose(seed: seed)
    }

    mutating func next() throws -> Step? {
        guard made < eventsMax else { return nil }
        if Self.reopenings.contains(appends), !isReopened {
            isReopened = true
            return .reopen
        }
        isReopened = false
        appends += 1
        let callers = generator.pick(1, 1, 1, 1, 2, Self.callersMax)
        var groups: [[Draft]] = []
        for caller in 0..<callers where made < eventsMax {
            let count = min(generator.draw(1...4), eventsMax - made)
            groups.append((0..<count).map { _ in draft(caller) })
        }
        return .append(groups)
    }

    private mutating func draft(_ caller: Int) -> Draft {
        made += 1
        let task = TaskID(random: UInt64(caller + Self.callersMax * generator.draw(0...8)))
        defer { versions[task.stream, default: 0] += 1 }
        let bytes =
            switch generator.draw(0...19) {
            case 0...9: 0
            case 10...16: generator.draw(200...3_000)
            default: generator.draw(10_000...40_000)
            }
        return Draft(
            number: made, id: id(made, generator.next()), stream: task.stream,
            expectedVersion: versions[task.stream, default: 0],
            text: bytes == 0 ? "" : "\(made) " + prose.text(bytes: bytes))
    }

    /// As if one were made every millisecond.
    private func id(_ number: Int, _ random: UInt64) -> EventID {
        EventID(
            at: Timestamp(microseconds: YearClock.start + Int64(number) * 1_000),
            random: (random, random))
    }
}

extension DiskScript.Draft {
    static let type = "torture-noted.v1"

    /// - Parameter freshID: takes the place of its own id, which is wrong.
    func event(text: Blob?, freshID: EventID? = nil) throws -> NewEvent {
        let citation = text.map { ",\"text\":\"\($0.commitment.hexadecimal)\"" } ?? ""
        return try NewEvent(
            id: freshID ?? id, stream: stream,
            expectedVersion: freshID == nil ? expectedVersion : nil, type: Self.type,
            body: "{\"number\":\(number)\(citation)}", correlation: nil, causation: nil,
            actor: ProgramVersion.actor)
    }
}
