internal import Ledger

/// Whoever reads our standard output has gone away, as `head` does when it has seen enough.
struct ReaderGone: Error {}

/// Writes events to standard output as they come, one line each, in memory that does not grow with
/// their number: the columns are as wide as the widest that is to be expected.
final class EventWriter {
    private static let streamWidth = "task-".count + TaskID.length
    private static let typeWidth = 26

    private let isJSON: Bool
    private let positionWidth: Int
    private let writer = LineWriter()
    private let eventLine = EventLineBuffer()
    private var hasTitles = false

    /// - Parameter lastPosition: the highest position that will come.
    init(isJSON: Bool, lastPosition: Int64) {
        self.isJSON = isJSON
        positionWidth = max(3, String(lastPosition).count)
    }

    /// Throws ``ReaderGone`` when nobody reads any more.
    func write(_ record: EventRecord) throws(ReaderGone) {
        guard !writer.isClosed else { throw ReaderGone() }
        guard !isJSON else {
            record.withColumns { eventLine.write($0) }
            return writer.line(eventLine.text.utf8)
        }
        if !hasTitles {
            hasTitles = true
            line("#", "Time (UTC)", "Stream", "Type", "")
        }
        line(
            String(record.position), Clock.precise(record.recordedAt), record.stream.text,
            record.type, EventSummary.text(record))
    }

    /// Writes what is still held.
    func end() {
        writer.flush()
    }

    private func line(
        _ position: String, _ time: String, _ stream: String, _ type: String, _ summary: String
    ) {
        let padding = String(repeating: " ", count: max(0, positionWidth - position.count))
        let columns = [
            padding + position, Self.padded(time, 23), Self.padded(stream, Self.streamWidth),
            Self.padded(type, Self.typeWidth), summary,
        ]
        var text = columns.joined(separator: "  ")
        while text.hasSuffix(" ") { text.removeLast() }
        writer.line(text.utf8)
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.utf8.count))
    }
}
