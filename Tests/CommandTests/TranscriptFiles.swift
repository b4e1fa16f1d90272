import Foundation
import TestSupport

/// The transcripts of this folder.
enum TranscriptFiles {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Transcripts")

    /// `Tests/CommandTests/Transcripts/**.transcript`, from that folder.
    static let all: [String] = {
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects ?? []
        return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".transcript") }.sorted()
    }()

    /// Which transcripts are written anew instead of being compared: `GROK_RECORD=1` means all,
    /// any other value those whose names contain it.
    static func isRecording(_ name: String) -> Bool {
        guard let part = ProcessInfo.processInfo.environment["GROK_RECORD"], !part.isEmpty else {
            return false
        }
        return part == "1" || name.contains(part)
    }

    /// Where recordings of this run leave the files as they were: a transcript that is not
    /// committed yet has no other copy.
    private static let previous = ProgramUnderTest.root.appendingPathComponent(".build-recorded")
        .appendingPathComponent(UUID().uuidString)

    /// Writes a transcript anew.
    ///
    /// - Returns: The path of the file as it was.
    static func record(_ recording: String, over transcript: Transcript) throws -> String {
        let copy = previous.appendingPathComponent(transcript.name)
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: transcript.path, toPath: copy.path)
        try recording.write(toFile: transcript.path, atomically: true, encoding: .utf8)
        return copy.path
    }

    static func read(_ name: String) throws -> Transcript {
        let path = folder.appendingPathComponent(name).path
        return try TranscriptParser.parse(
            String(contentsOfFile: path, encoding: .utf8), name: name, path: path)
    }

    /// The file at this path from the repository's root.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: ProgramUnderTest.root.appendingPathComponent(path), encoding: .utf8)
    }
}
