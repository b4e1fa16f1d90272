internal import Foundation
internal import Ledger

/// What a writer acknowledged and complained about.
struct Marks: Sendable {
    /// An event that must stay where it is and as it is.
    struct Acknowledgement: Hashable, Sendable {
        let position: Int64
        let id: EventID
        let leaf: Hash
    }

    struct Complaint: Hashable, Sendable {
        let kind: String
        let sentence: String
    }

    private(set) var acknowledged: [Acknowledgement] = []
    private(set) var complaints: [Complaint] = []
    /// Lines that are neither: parts of a complaint of several lines.
    private(set) var strangers: [String] = []

    init() {}

    /// The marks in a file; none if the writer did not get so far as to make it.
    init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        take(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    mutating func take(_ bytes: Data) {
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 2).map(String.init)
            if words.count == 3, words[0] == "ack", let position = Int64(words[1]) {
                let parts = words[2].split(separator: " ").map(String.init)
                guard parts.count == 2, let id = EventID(text: parts[0]),
                    let leaf = Hexadecimal.decode(parts[1]).flatMap({ Hash(bytes: $0) })
                else { continue }
                acknowledged.append(Acknowledgement(position: position, id: id, leaf: leaf))
            } else if words.count == 3, words[0] == "error" {
                complaints.append(Complaint(kind: words[1], sentence: words[2]))
            } else {
                strangers.append(String(line))
            }
        }
    }
}
