/// What a writer prints when an append has returned: where its events stand.
struct Acknowledgement: Hashable, Sendable {
    let lane: Int
    let number: Int
    let positions: [Int64]

    init(lane: Int, number: Int, positions: [Int64]) {
        self.lane = lane
        self.number = number
        self.positions = positions
    }

    /// Nil unless `line` is a whole one: of a writer that was killed the last may be cut.
    init?(line: String) {
        let words = line.split(separator: " ")
        guard words.count >= 4, words.first == "ack", words.last == "." else { return nil }
        let numbers = words.dropFirst().dropLast().compactMap { Int64($0) }
        guard numbers.count == words.count - 2 else { return nil }
        lane = Int(numbers[0])
        number = Int(numbers[1])
        positions = Array(numbers.dropFirst(2))
    }

    var line: String {
        (["ack", "\(lane)", "\(number)"] + positions.map(String.init) + ["."])
            .joined(separator: " ")
    }
}
