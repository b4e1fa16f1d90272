/// The requests in the order of their arrival, within the limits on records and on texts.
struct RequestLog: Sendable {
    private(set) var records: [RequestRecord] = []
    /// How many of the oldest requests are no longer kept.
    private(set) var dropped = 0
    private var textBytes = 0
    /// The index of the oldest record that may still have its texts.
    private var oldestWithTexts = 0
    private let recordsMax: Int
    private let textBytesMax: Int

    init(
        recordsMax: Int = SimulatorLimits.loggedRequests,
        textBytesMax: Int = SimulatorLimits.loggedTextBytes
    ) {
        self.recordsMax = recordsMax
        self.textBytesMax = textBytesMax
    }

    /// The number of the request that arrives next.
    var nextNumber: Int { dropped + records.count + 1 }

    /// `record.number` must be `nextNumber`.
    mutating func append(_ record: RequestRecord) {
        precondition(record.number == nextNumber, "request \(record.number) is out of order")
        if records.count >= recordsMax { dropOldest() }
        records.append(record)
    }

    /// Changes a record; does nothing if it has been dropped.
    mutating func update(_ number: Int, _ change: (inout RequestRecord) -> Void) {
        let index = number - dropped - 1
        guard records.indices.contains(index) else { return }
        change(&records[index])
    }

    /// Gives a record its texts and takes them from the oldest when there are too many.
    mutating func setMessages(_ messages: [ChatMessage], of number: Int) {
        let index = number - dropped - 1
        guard records.indices.contains(index) else { return }
        records[index].messages = messages
        textBytes += RequestLog.size(of: messages)
        while textBytes > textBytesMax, oldestWithTexts < records.count {
            textBytes -= RequestLog.size(of: records[oldestWithTexts].messages ?? [])
            records[oldestWithTexts].messages = nil
            oldestWithTexts += 1
        }
    }

    /// A quarter at once, so that the cost of moving the rest is spread over many requests.
    private mutating func dropOldest() {
        let count = max(1, records.count / 4)
        for record in records[..<count] { textBytes -= RequestLog.size(of: record.messages ?? []) }
        records.removeFirst(count)
        dropped += count
        oldestWithTexts = max(0, oldestWithTexts - count)
    }

    private static func size(of messages: [ChatMessage]) -> Int {
        messages.reduce(0) { $0 + $1.content.utf8.count }
    }
}
