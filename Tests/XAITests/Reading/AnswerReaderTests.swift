import Ledger
import NIOCore
import NIOHTTP1
import Testing

@testable import XAI

@Suite("The reader of answers")
struct AnswerReaderTests {
    private let eventStream = [("Content-Type", "text/event-stream")]
    private let json = [("Content-Type", "application/json")]

    private func read(
        _ headers: [(String, String)], _ pieces: [ArraySlice<UInt8>], status: Int = 200,
        onDelta: (@Sendable (ChatDelta) -> Void)? = nil
    ) -> AttemptResult {
        var reader = AnswerReader.make(onDelta: onDelta)
        if let result = reader.headArrived(.make(status, headers)) { return result }
        for piece in pieces {
            if let result = reader.bytesArrived(ByteBuffer(bytes: piece)) { return result }
        }
        return reader.ended()
    }

    private func read(
        _ headers: [(String, String)], _ body: String, status: Int = 200
    ) -> AttemptResult {
        read(headers, [Array(body.utf8)[...]], status: status)
    }

    @Test("A stream gives the same answer and the same deltas wherever it is cut in two")
    func everySplit() throws {
        let bytes = Array(Answers.stream.utf8)
        let whole = try #require(read(eventStream, Answers.stream).answer)
        #expect(whole.text == "pong" && whole.reasoning == "hm" && whole.finishReason == "stop")
        #expect(whole.rawUsage == Answers.usage && whole.usageFlags == [])
        for split in 0...bytes.count {
            let deltas = DeltaLog()
            let result = read(
                eventStream, [bytes[..<split], bytes[split...]], onDelta: deltas.record)
            #expect(result == .answered(whole))
            #expect(deltas.all == [.reasoning("hm"), .text("po"), .text("ng")])
        }
    }

    @Test("A stream that breaks anywhere is an answer only once nothing is missing")
    func everyBreak() throws {
        let bytes = Array(Answers.stream.utf8)
        let usageEnd = try #require(Answers.stream.firstRange(of: "data: [DONE]"))
        let needed = Answers.stream[..<usageEnd.lowerBound].utf8.count
        for length in 0...bytes.count {
            var reader = AnswerReader.make()
            _ = reader.headArrived(.make(200, eventStream))
            #expect(reader.bytesArrived(ByteBuffer(bytes: bytes[..<length])) == nil)
            let result = reader.broke(.init(reason: .connectionLost, message: "gone"))
            if let failure = result.inDoubt {
                // The two line ends behind the usage's event may be missing.
                #expect(length < needed - 2 && failure.reason == .streamCut)
                #expect(["", "po", "pong"].contains(failure.partialText ?? ""))
            } else {
                #expect(length >= needed - 2 && result.answer?.text == "pong")
            }
        }
    }

    @Test("Usage may come beside the last delta, in every chunk, or as null in all but one")
    func usagePlaces() throws {
        let usage = TokenUsage(prompt: 12, cached: 2, completion: 1, reasoning: 228)
        let partial = Answers.usage.replacing("241", with: "101").replacing("228", with: "88")
        let hello = "\"content\":\"hello\""
        for payloads in [
            [Answers.delta(hello), Answers.delta("", finish: "\"stop\"", usage: Answers.usage)],
            [Answers.delta(hello, finish: "\"stop\"", usage: Answers.usage)],
            [
                Answers.delta(hello, usage: partial), Answers.usageChunk(),
                Answers.delta("", finish: "\"stop\"", usage: "null"),
            ],
            [Answers.delta(hello, usage: "null"), Answers.usageChunk(), "[DONE]"],
        ] {
            let answer = try #require(read(eventStream, Answers.events(payloads)).answer)
            #expect(answer.text == "hello" && answer.usage == usage)
            #expect(answer.reportedTicks == Ticks(1_176_500))
        }
    }

    @Test("Usage beside every chunk does not make half a stream an answer")
    func cumulativeUsage() {
        let chunk = Answers.delta("\"content\":\"half\"", usage: Answers.usage)
        let result = read(eventStream, Answers.events([chunk, chunk]))
        #expect(result.inDoubt?.reason == .streamCut && result.inDoubt?.partialText == "halfhalf")
    }

    @Test("A stream without usage is an answer whose cost is not known")
    func noUsage() throws {
        let payloads = [Answers.delta("\"content\":\"a\"", finish: "\"stop\""), "[DONE]"]
        let answer = try #require(read(eventStream, Answers.events(payloads)).answer)
        #expect(answer.usage == nil && answer.rawUsage == nil && answer.usageFlags == .absent)
    }

    @Test("A refusal, a missing finish reason and null contents are taken as they are")
    func oddDeltas() throws {
        let payloads = [
            Answers.delta("\"content\":null,\"refusal\":\"I can\""),
            Answers.delta("\"refusal\":\"not\"", finish: "\"\""), "[DONE]",
        ]
        let answer = try #require(read(eventStream, Answers.events(payloads)).answer)
        #expect(answer.text.isEmpty && answer.refusal == "I cannot" && answer.finishReason == nil)
    }

    @Test("Only the first of several choices is read, and parts of a content are joined")
    func choices() throws {
        let body = """
            {"choices":[{"message":{"content":[{"type":"text","text":"a"},{"text":"b"},7]}},\
            {"message":{"content":"other"}}]}
            """
        let answer = try #require(read(json, body).answer)
        #expect(answer.text == "ab" && answer.id == nil && answer.servedModel == "grok-3-mini")
        #expect(read(json, "{\"choices\":[]}").answer?.text == "")
    }

    @Test("JSON may come in place of a stream, and a stream in place of JSON")
    func exchanged() {
        #expect(read(json, Answers.completion()).answer?.text == "pong")
        for headers in [[], [("Content-Type", "text/plain")], json, eventStream] {
            #expect(read(headers, "\n " + Answers.completion()).answer?.text == "pong")
            #expect(read(headers, Answers.stream).answer?.text == "pong")
            let pieces = [" \n", Answers.stream].map { Array($0.utf8)[...] }
            #expect(read(headers, pieces).answer?.text == "pong")
            #expect(read(headers, ": comment\n\n" + Answers.stream).answer?.text == "pong")
        }
    }

    @Test("A byte-order mark before the answer is read over")
    func byteOrderMark() {
        for headers in [json, []] {
            #expect(read(headers, "\u{FEFF}" + Answers.completion()).answer?.text == "pong")
        }
        #expect(read([], "\u{FEFF}" + Answers.stream).answer?.text == "pong")
    }

    @Test("An error in place of a stream is free only if it is known to come before generation")
    func errorInsteadOfStream() {
        let rate = "{\"code\":\"resource-exhausted\",\"error\":\"Too many requests for team x\"}"
        let inside = "{\"code\":\"internal\",\"error\":\"Something broke\"}"
        for read in [read(json, rate), read(eventStream, Answers.events([rate]))] {
            #expect(read.unbilled?.reason == .rateLimited)
            #expect(read.unbilled?.status == 200)
            #expect(read.unbilled?.message.hasSuffix("Too many requests for team x") == true)
        }
        for read in [read(json, inside), read(eventStream, Answers.events([inside]))] {
            #expect(read.inDoubt?.reason == .serverError)
        }
    }

    @Test("An error in the middle of a stream leaves the outcome unknown, whatever it says")
    func errorWithinStream() {
        let error = "{\"error\":{\"message\":\"Too many requests\",\"code\":\"rate_limit\"}}"
        let result = read(
            eventStream, Answers.events([Answers.delta("\"content\":\"half\""), error, "[DONE]"]))
        #expect(result.inDoubt?.reason == .serverError)
        #expect(result.inDoubt?.partialText == "half")
        #expect(result.inDoubt?.message == "rate_limit: Too many requests")
    }

    @Test("An error member that is null or empty is no error")
    func noError() {
        let body = Answers.completion().replacing("{\"id\"", with: "{\"error\":null,\"id\"")
        #expect(read(json, body).answer?.text == "pong")
    }

    @Test(
        "A success that cannot be read is unknown, not failed",
        arguments: [
            "", "{", "{\"id\":\"x\"}", "[]", "<html><title>Sign in</title></html>", "{\"choices\":",
            "data: {\"choices\":[}\n\n", "\"text\"",
        ])
    func unreadable(body: String) {
        for headers in [json, []] {
            #expect(read(headers, body).inDoubt?.reason == .unreadableAnswer, "\(body)")
        }
    }

    @Test("JSON that is none is unreadable, not a stream")
    func plainText() {
        #expect(read(json, "no JSON at all").inDoubt?.reason == .unreadableAnswer)
        #expect(read(eventStream, "no stream at all").inDoubt?.reason == .streamCut)
    }

    @Test("The words of a page in place of an answer are told")
    func portal() {
        let result = read([("Content-Type", "text/html")], "<html><title>Sign in</title></html>")
        #expect(result.inDoubt?.message == "the answer cannot be read: Sign in")
    }

    @Test("Statuses become reasons, with the provider's words and what it asks to wait")
    func statuses() {
        let headers = [("Retry-After", "7"), ("x-request-id", "r-9")]
        let result = read(
            headers, "{\"code\":\"c\",\"error\":\"Too many requests\"}", status: 429)
        let expected = ChatFailure(
            reason: .rateLimited, status: 429, retryAfterMs: 7_000, message: "c: Too many requests",
            providerRequest: "r-9")
        #expect(result == .failed(expected))
        let safety = read(
            [], "{\"error\":\"Content violates usage guidelines.\"}", status: 403)
        #expect(safety.inDoubt?.reason == .safetyRefusal && safety.inDoubt?.status == 403)
        let page = read(
            [("Content-Type", "text/html")], "<html><h1>Bad gateway</h1></html>", status: 502)
        #expect(page.inDoubt?.reason == .serverError && page.inDoubt?.message == "Bad gateway")
        let silent = read([], "", status: 500)
        #expect(silent.inDoubt?.message == "the provider answered 500 without a word")
        let moved = read([("Location", "https://elsewhere.example")], "moved", status: 308)
        #expect(moved.unbilled?.message.contains("redirection") == true)
    }

    @Test("A Retry-After with a date is measured against the answer's own clock")
    func retryAfterDate() {
        let headers = [
            ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("Date", "Sun, 06 Nov 1994 08:49:07 GMT"),
        ]
        #expect(read(headers, "", status: 429).unbilled?.retryAfterMs == 30_000)
    }

    @Test("The provider's words are at most 8 kB and never hold a secret")
    func words() throws {
        let long = String(repeating: "é", count: 20_000)
        let failure = try #require(read([], "{\"error\":\"\(long)\"}", status: 400).unbilled)
        #expect(failure.message.utf8.count == 8_192)
        let echo = read(
            [], "{\"error\":\"Incorrect API key provided: \(Calls.canary)\"}", status: 400)
        #expect(echo.unbilled?.message == "Incorrect API key provided: [credential]")
    }

    @Test("A secret that is cut by the limit on errors is not shown half")
    func cutSecret() {
        let padding = "<p>" + String(repeating: " ", count: ErrorBody.bytesMax - 10 - 3)
        let result = read(
            [], padding + Calls.canary + String(repeating: " ", count: 999), status: 500)
        #expect(result.inDoubt?.message.contains("xai-CA") == false)
        #expect(result.inDoubt?.reason == .serverError)
    }

    @Test("An answer may have 32 MB and not a byte more, in one piece and in pieces")
    func tooLarge() {
        #expect(AnswerReader.answerBytesMax == 32_000_000)
        func read(_ headers: [(String, String)], _ pieces: [String]) -> AttemptResult? {
            var reader = AnswerReader.make(bytesMax: 1_000)
            _ = reader.headArrived(.make(200, headers))
            for piece in pieces {
                if let result = reader.bytesArrived(ByteBuffer(string: piece)) { return result }
            }
            return nil
        }
        let start = "{\"choices\":\""
        let block = String(repeating: "x", count: 500)
        let fits = String(repeating: "x", count: 500 - start.utf8.count)
        #expect(read(json, [start, fits, block]) == nil)
        #expect(read(json, [start, fits, block, "x"])?.inDoubt?.reason == .answerTooLarge)
        #expect(read(eventStream, ["data: ", block, block])?.inDoubt?.reason == .answerTooLarge)
        #expect(read(eventStream, Array(repeating: ": \(block)\n\n", count: 9)) == nil)
        let event = Answers.events([Answers.delta("\"content\":\"\(block)\"")])
        #expect(read(eventStream, [event, event]) == nil)
        let text = read(eventStream, [event, event, event])?.inDoubt
        #expect(text?.reason == .answerTooLarge && text?.partialText?.utf8.count == 1_500)
    }

    @Test("Names that the provider sends are bounded and hold no secret")
    func names() throws {
        let body = """
            {"id":"\(Calls.canary)","model":"\(String(repeating: "m", count: 999))","choices":[\
            {"message":{"content":"x"},"finish_reason":"\(String(repeating: "f", count: 99))"}]}
            """
        let headers = json + [("x-request-id", "r-" + Calls.canary)]
        let answer = try #require(read(headers, body).answer)
        #expect(answer.id == "[credential]" && answer.providerRequest == "r-[credential]")
        #expect(answer.servedModel.count == 256 && answer.finishReason?.count == 64)
    }
}
