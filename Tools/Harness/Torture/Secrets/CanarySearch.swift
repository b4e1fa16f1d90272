internal import Foundation
internal import Ledger
internal import LedgerStore

/// Looks for canaries where anything of a run can be left.
enum CanarySearch {
    /// In every file under `folder`, byte for byte, names included. Returns a sentence for each.
    static func files(_ folder: String) throws -> [String] {
        var found: [String] = []
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            if Canary.found(in: Data(name.utf8)) != nil {
                found.append("a canary is in the name of a file under \(folder)")
            }
            let path = folder + "/" + name
            guard let bytes = FileManager.default.contents(atPath: path) else { continue }
            if let shape = Canary.found(in: bytes) {
                found.append("a canary (\(shape)) is in the file \(name)")
            }
        }
        return found
    }

    /// In every text of the ledger in `directory`, cited or not, as it was before compression.
    static func texts(_ directory: String) throws -> (count: Int, found: [String]) {
        guard let reader = try LedgerReader.openIfPresent(directory: directory) else {
            return (0, [])
        }
        let names = try RawDatabase(directory + "/ledger.db", .reading)
            .run("SELECT lower(hex(commitment)) FROM blobs").compactMap(\.self)
        var found: [String] = []
        for name in names {
            guard let commitment = Commitment(hexadecimal: name),
                let bytes = try reader.bytes(commitment)
            else { throw HarnessError("the text \(name) cannot be read") }
            if let shape = Canary.found(in: Data(bytes)) {
                found.append("a canary (\(shape)) is in the text \(name.prefix(12))")
            }
        }
        return (names.count, found)
    }

    static func text(_ text: String, of what: String) -> [String] {
        Canary.found(in: Data(text.utf8)).map { ["a canary (\($0)) is in \(what)"] } ?? []
    }
}
