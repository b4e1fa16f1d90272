internal import Foundation
internal import Ledger
internal import LedgerStore

/// What was acknowledged, counted outside the processes that write, and the comparison with what
/// the ledger holds.
struct LaneBooks {
    private let directory: String
    private let source: String
    /// Where every event was found.
    private var places: [LaneAppend.Key: Int64] = [:]
    private var versions: [StreamName: Int64] = [:]
    private var checked: Int64 = 0
    /// Every head that was seen; the history before it must never change.
    private var heads: [ExpectedHead] = []
    /// The last append of each lane that was acknowledged.
    private var lastAcknowledged: [Int: Int] = [:]
    private(set) var acknowledged = 0
    /// Appends that were there although nobody had acknowledged them.
    private(set) var unacknowledgedThere = 0
    private(set) var violations: [String] = []

    /// - Parameter source: How to repeat it, for violations.
    init(directory: String, source: String) {
        self.directory = directory
        self.source = source
    }

    /// The first append of a lane that is not acknowledged.
    func next(_ lane: Int) -> Int { lastAcknowledged[lane, default: 0] + 1 }

    /// How many events were found.
    var events: Int64 { checked }

    mutating func add(_ violation: String) {
        violations.append("\(violation) (\(source))")
    }

    /// Opens the ledger as it is now, and compares everything that is new in it with what was
    /// acknowledged since.
    mutating func check(_ acks: [Acknowledgement]) throws {
        let reader: LedgerReader?
        do {
            reader = try LedgerReader.openIfPresent(directory: directory)
        } catch {
            return add("the ledger cannot be opened: \(error)")
        }
        if let reader { try read(reader) }
        for ack in acks { compare(ack) }
        for lane in Set(places.keys.map(\.lane)) {
            let key = LaneAppend.Key(index: 0, lane: lane, number: next(lane))
            if places[key] != nil { unacknowledgedThere += 1 }
        }
    }

    private mutating func read(_ reader: LedgerReader) throws {
        // First the head: others may be writing, and what it says must be there already.
        let head = try reader.head()
        var records = try reader.events(after: checked, limit: 1_024)
        while !records.isEmpty {
            for record in records { take(record) }
            records = try reader.events(after: checked, limit: 1_024)
        }
        if head.size > checked { add("the head says \(head.size), \(checked) events are there") }
        if head.size > heads.last?.size ?? 0 {
            heads.append(ExpectedHead(size: head.size, root: head.root, source: "the harness"))
        }
    }

    private mutating func take(_ record: EventRecord) {
        if record.position != checked + 1 {
            add("gap: position \(record.position) follows \(checked)")
        }
        checked = record.position
        let version = versions[record.stream, default: 0] + 1
        if record.version != version {
            add("gap: \(record.stream.text) has version \(record.version), not \(version)")
        }
        versions[record.stream] = record.version
        guard record.type == LaneAppend.type else { return }
        guard
            let key = try? JSONDecoder().decode(
                LaneAppend.Key.self, from: Data(record.body.utf8))
        else { return add("position \(record.position) holds nothing that was written") }
        if let first = places.updateValue(record.position, forKey: key) {
            add("doubled: \(key) stands at \(first) and at \(record.position)")
        } else if record.stream == LaneAppend.stream(key.lane),
            Int64(key.number) != record.version
        {
            add("gap: append \(key.number) is number \(record.version) of lane \(key.lane)")
        }
    }

    private mutating func compare(_ ack: Acknowledgement) {
        acknowledged += 1
        lastAcknowledged[ack.lane] = max(ack.number, next(ack.lane) - 1)
        for (index, position) in ack.positions.enumerated() {
            let key = LaneAppend.Key(index: index, lane: ack.lane, number: ack.number)
            if let place = places[key] {
                if place != position { add("lost: \(key) was at \(position), is at \(place)") }
            } else {
                add("lost: \(key), acknowledged at \(position)")
            }
        }
    }

    /// Recomputes everything, and compares it with every head that was seen.
    mutating func verify(deep: Bool) {
        do {
            let report = try Verifier(directory: directory).run(deep: deep, heads: heads)
            if let problem = report.problem {
                add(
                    "verification: position \(problem.position ?? 0), expected "
                        + "\(problem.expected), found \(problem.found)")
            }
        } catch LedgerStoreError.noLedger where checked == 0 {
            // Nobody has lived long enough to make it.
        } catch {
            add("verification: \(error)")
        }
    }
}
