import Testing

@testable import XAI

@Suite("Keys in texts that come in pieces")
struct KeyFilterTests {
    private static let keys = ["xai-first-key-0123", "xai-first-key-of-another", "secret-three"]
    private let filter = KeyFilter(KeyFilterTests.keys.map { Credential($0) })

    private func filtered(_ pieces: [String]) -> String {
        var filter = filter
        return pieces.map { filter.pass($0) }.joined() + filter.rest()
    }

    @Test("A key is taken out wherever it is cut, and everything else stays as it is")
    func cuts() {
        for key in Self.keys {
            let text = "x\(key)ai-first 中\(key)\(key) xai-first-key-"
            let wanted = "x[credential]ai-first 中[credential][credential] xai-first-key-"
            let bytes = Array(text.unicodeScalars)
            for first in 0...bytes.count {
                for second in first...bytes.count {
                    let cut = [bytes[..<first], bytes[first..<second], bytes[second...]]
                    let pieces = cut.map { String(String.UnicodeScalarView($0)) }
                    #expect(filtered(pieces) == wanted, "\(first), \(second)")
                }
            }
        }
    }

    @Test("Texts without a key pass unchanged, piece by piece or at once")
    func others() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let text = String(
                (0..<40).map { _ in "xai-frstkeyo 0".randomElement(using: &generator) ?? "x" })
            #expect(filtered([text]) == text)
            #expect(filtered(text.map(String.init)) == text)
            #expect(!Credential(Self.keys[0]).isContained(in: text))
        }
    }

    @Test("A secret of less than 8 bytes is a word that may stand anywhere")
    func shortKeys() {
        #expect(!Credential("").isContained(in: "all of it"))
        #expect(!Credential("key").isContained(in: "a key"))
        #expect(Credential.remove([Credential("12345678")], from: "012345678") == "0[credential]")
    }

    @Test("A stream that repeats the key shows it neither in the answer nor in a delta")
    func streams() {
        let key = Calls.canary
        for length in 1..<key.count {
            let halves = [String(key.prefix(length)), String(key.dropFirst(length))]
            let answer = Deltas.answer(["Your key is " + halves[0], halves[1] + ", is it not"])
            #expect(answer.text == "Your key is [credential], is it not")
            #expect(answer.deltas == answer.text)
        }
        // What looks like a key to the last is none.
        let answer = Deltas.answer(["It begins with ", String(key.prefix(5))])
        #expect(answer.text == "It begins with " + key.prefix(5))
        #expect(answer.deltas == answer.text)
    }

    @Test("Of a stream that is cut within the key nothing of it is kept")
    func cutStreams() {
        let key = Calls.canary
        for length in 8..<key.count {
            let failure = Deltas.cut(["Your key is ", String(key.prefix(length))])
            #expect(failure?.partialText == "Your key is ")
        }
    }
}
