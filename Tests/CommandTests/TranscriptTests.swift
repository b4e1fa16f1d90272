import Foundation
import TestSupport
import Testing

@Suite("The program's commands")
struct TranscriptTests {
    @Test("Commands print what their transcripts say", arguments: TranscriptFiles.all)
    func transcript(name: String) async throws {
        let transcript = try TranscriptFiles.read(name)
        let binary = ProgramUnderTest.path
        try #require(
            FileManager.default.isExecutableFile(atPath: binary),
            "\(binary) is missing: build it, or set GROK_BINARY to a path from the root")
        let (failures, recording) = try await TranscriptRunner.run(transcript, binary: binary)
        guard !TranscriptFiles.isRecording(name) else {
            let copy = try TranscriptFiles.record(recording, over: transcript)
            Issue.record("\(name) was recorded: read what changed; as it was, it is in \(copy)")
            return
        }
        for failure in failures {
            let place = SourceLocation(
                fileID: "CommandTests/\(name)", filePath: transcript.path, line: failure.line,
                column: 1)
            Issue.record("\(failure.message)", sourceLocation: place)
        }
    }

    @Test("A recording leaves the file as it was in another place")
    func recordingKeepsACopy() throws {
        let sandbox = try Sandbox(binary: nil)
        let file = sandbox.folder.appendingPathComponent("a.transcript")
        let text = "$ echo a\nwritten by hand\n[exit 7]\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
        let transcript = try TranscriptParser.parse(
            text, name: "\(UUID().uuidString).transcript", path: file.path)
        let copy = try TranscriptFiles.record("new\n", over: transcript)
        #expect(try String(contentsOfFile: copy, encoding: .utf8) == text)
        #expect(try String(contentsOf: file, encoding: .utf8) == "new\n")
        try FileManager.default.removeItem(atPath: copy)
        try sandbox.remove()
    }

    @Test("There are transcripts")
    func transcriptsAreFound() {
        #expect(!TranscriptFiles.all.isEmpty)
    }
}
