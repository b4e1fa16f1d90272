internal import Ledger
internal import LedgerStore

/// One append of a lane: the same ids and texts whoever makes it and however often. A lane is a
/// stream of its own that one process at a time writes to; after its death another goes on.
struct LaneAppend: Sendable {
    /// Which event of which append; every event's body says it.
    struct Key: Hashable, Sendable, Codable, CustomStringConvertible {
        /// 0 is the lane's own event; the others are in the stream that all lanes share.
        let index: Int
        let lane: Int
        /// 1, 2, 3 … within the lane.
        let number: Int

        var description: String { "event \(index) of append \(number) of lane \(lane)" }
    }

    /// What all lanes write to.
    static let shared = StreamName(text: "task-shared")
    static let type = "tortured.v1"

    let seed: UInt64
    let lane: Int
    let number: Int
    /// At most so many bytes of text come with it.
    let textBytesMax: Int

    /// How many events it has.
    var count: Int { 1 + Int(mixed(0) % 3) }

    var keys: [Key] { (0..<count).map { Key(index: $0, lane: lane, number: number) } }

    var ids: [EventID] { (0..<count).map(id) }

    private func id(_ index: Int) -> EventID {
        EventID(
            at: Timestamp(microseconds: 1_700_000_000_000_000 + Int64(number) * 1_000),
            random: (UInt64(lane), mixed(UInt64(1 + index))))
    }

    /// The events with their text, named as the ledger names it if it has it already.
    /// - Parameter ids: Others than its own, to break the promise on purpose.
    func events(_ log: EventLog, ids: [EventID]) throws -> (events: [NewEvent], blobs: [Blob]) {
        let blob = try log.blob(text)
        let events = try zip(keys, ids).map { key, id in
            let text = key.index == 0 ? ",\"text\":\"\(blob.commitment.hexadecimal)\"" : ""
            return try NewEvent(
                id: id, stream: key.index == 0 ? Self.stream(lane) : Self.shared,
                expectedVersion: nil, type: Self.type,
                body: "{\"index\":\(key.index),\"lane\":\(lane),\"number\":\(number)\(text)}",
                correlation: nil, causation: nil, actor: "torture")
        }
        return (events, [blob])
    }

    static func stream(_ lane: Int) -> StreamName { StreamName(text: "task-lane\(lane)") }

    private var text: String {
        var generator = SeededGenerator(seed: mixed(9))
        let bytes = generator.draw(0...textBytesMax)
        var text = "lane \(lane), append \(number): "
        while text.utf8.count < bytes { text += String(generator.next(), radix: 36) }
        return text
    }

    private func mixed(_ salt: UInt64) -> UInt64 {
        var generator = SeededGenerator(
            seed: seed &+ UInt64(lane) << 48 &+ UInt64(number) << 8 &+ salt)
        return generator.next()
    }
}
