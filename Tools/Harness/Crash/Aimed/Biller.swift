internal import Foundation
internal import Ledger
internal import XAISimulator

/// The bill of a provider that may be killed: a line on the disk for every request that is billed,
/// before anything of its answer leaves.
struct Biller: Sendable {
    struct Entry: Sendable {
        let keySHA256: String
        let question: String
        let ticks: Int64
    }

    let folder: String

    private var path: String { folder + "/bill" }

    /// What the entries of one question share, whoever asks it.
    static func question(_ messages: [(role: String, content: String)]) -> String {
        let text = messages.map { "\($0.role)\u{0}\($0.content)" }.joined(separator: "\u{1}")
        return Hash(of: Array(text.utf8)).hexadecimal
    }

    func charge(_ charge: SimulatorWitness.Charge) {
        let question = Self.question(charge.messages.map { ($0.role, $0.content) })
        LineFile.add("\(charge.keySHA256) \(question) \(charge.ticks)", to: path)
    }

    func entries() throws -> [Entry] {
        try LineFile.lines(of: path).map { line in
            let parts = line.split(separator: " ")
            guard parts.count == 3, let ticks = Int64(parts[2]) else {
                throw HarnessError("\(path) has a line that is no charge: \(line)")
            }
            return Entry(
                keySHA256: String(parts[0]), question: String(parts[1]), ticks: ticks)
        }
    }
}

extension ProviderBill {
    init(_ entries: [Biller.Entry]) {
        let rows = Dictionary(grouping: entries, by: \.keySHA256).map { key, entries in
            Row(
                keySHA256: key, model: "all", attempts: entries.count,
                ticks: entries.reduce(0) { $0 + $1.ticks }, refused: 0)
        }
        self.init(
            rows: rows,
            total: Sums(
                attempts: entries.count, ticks: entries.reduce(0) { $0 + $1.ticks }, refused: 0))
    }
}
