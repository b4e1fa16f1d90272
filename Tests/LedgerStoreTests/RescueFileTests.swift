import Foundation
import Ledger
import LedgerStore
import Testing

@Suite("A rescue file")
struct RescueFileTests {
    private let task = TaskID(random: 7)

    private func file(_ words: String = "an answer\nof two lines") throws -> RescueFile {
        let salt = [UInt8](repeating: 5, count: 16)
        let name = Commitment(salt: salt, bytes: Array(words.utf8))
        let event = EventRecord(
            position: 0, id: .random, stream: task.stream, version: 0,
            type: "attempt-answered.v1", recordedAt: Timestamp(microseconds: 17),
            correlation: .random, causation: .random, actor: "grok/test",
            body: "{\"text\":\"\(name.hexadecimal)\"}")
        return RescueFile(
            ledger: .random, task: task, events: [event],
            texts: [ExportedBlob(commitment: name, content: .text(words, salt: salt))])
    }

    private func read(_ text: String) throws(RescueError) -> RescueFile {
        try RescueFile(Array(text.utf8), path: "f")
    }

    @Test("reads as it was written, also out of the middle of what a terminal showed")
    func roundTrip() throws {
        let file = try file()
        let text = try file.encoded()
        #expect(try read(text) == file)
        #expect(try read("grok: words\n\(text)grok: more words\n") == file)
        #expect(file.blobs.map(\.commitment) == file.texts.map(\.commitment))
    }

    @Test("is refused when a byte is another one, or a line is missing")
    func damage() throws {
        let text = try file("short").encoded()
        let bytes = Array(text.utf8)
        for index in bytes.indices.dropLast() {
            var changed = bytes
            changed[index] ^= 1
            #expect(throws: RescueError.self, "byte \(index)") {
                try RescueFile(changed, path: "f")
            }
        }
        let lines = text.split(separator: "\n")
        for index in lines.indices {
            var rest = lines
            rest.remove(at: index)
            #expect(throws: RescueError.self, "line \(index)") {
                try read(rest.joined(separator: "\n") + "\n")
            }
        }
        for length in 0..<(bytes.count - 1) {
            #expect(throws: RescueError.self, "\(length) bytes") {
                try RescueFile(Array(bytes.prefix(length)), path: "f")
            }
        }
    }

    @Test("says what is wrong with it in one sentence")
    func sentences() throws {
        let text = try file("short").encoded()
        func sentence(_ text: String) -> String {
            do throws(RescueError) {
                _ = try read(text)
                return ""
            } catch {
                return error.description
            }
        }
        #expect(sentence("some text\n") == "f is not a rescue file")
        #expect(sentence("") == "f is not a rescue file")
        #expect(
            sentence(text.replacing("short", with: "sharp"))
                == "f is damaged: its content is not what was written")
        let cut = text.split(separator: "\n").dropLast().joined(separator: "\n")
        #expect(sentence(cut) == "f is damaged: its last line is missing")
    }

    @Test("goes whole into the first folder that takes it, for its owner only")
    func saving() throws {
        let home = TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: home.path, withIntermediateDirectories: true)
        let file = try file()
        let path = try #require(try file.save(in: [home.path + "/missing", home.path]))
        #expect(path == home.path + "/" + file.name)
        #expect(home.contents == [file.name])
        #expect(RescueFile.paths(of: task, in: home.path) == [path])
        #expect(RescueFile.paths(of: TaskID(random: 8), in: home.path).isEmpty)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(try RescueFile(Array(bytes), path: path) == file)
        #expect(try file.save(in: [home.path + "/missing", "/proc"]) == nil)
    }
}
