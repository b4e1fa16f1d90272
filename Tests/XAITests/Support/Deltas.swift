import Ledger
import NIOCore

@testable import XAI

/// Streams whose text comes in given pieces, read without a network.
enum Deltas {
    /// The whole answer: its text, and the deltas put together.
    static func answer(_ pieces: [String]) -> (text: String?, deltas: String?) {
        let log = DeltaLog()
        var reader = reader(pieces, whole: true, log)
        let text = reader.ended().answer?.text
        let deltas = log.all.map { delta -> String in
            if case .text(let text) = delta { return text }
            return ""
        }
        return (text, deltas.joined())
    }

    /// What is left when the connection breaks behind the pieces.
    static func cut(_ pieces: [String]) -> ChatFailure? {
        var reader = reader(pieces, whole: false, DeltaLog())
        return reader.broke(.init(reason: .connectionLost, message: "gone")).inDoubt
    }

    private static func reader(
        _ pieces: [String], whole: Bool, _ log: DeltaLog
    ) -> AnswerReader {
        var reader = AnswerReader.make(onDelta: log.record)
        _ = reader.headArrived(.make(200, [("Content-Type", "text/event-stream")]))
        var payloads = pieces.map { Answers.delta("\"content\":\"\($0)\"") }
        if whole { payloads += [Answers.usageChunk(), "[DONE]"] }
        _ = reader.bytesArrived(ByteBuffer(string: Answers.events(payloads)))
        return reader
    }
}
