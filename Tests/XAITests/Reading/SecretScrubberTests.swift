import Testing

@testable import XAI

@Suite("Secrets in the words of others")
struct SecretScrubberTests {
    private let scrubber = SecretScrubber(Calls.credential)

    @Test("The credential is taken out wherever it stands")
    func credential() {
        let text = "\(Calls.canary) and \(Calls.canary)\(Calls.canary)."
        #expect(scrubber.clean(text) == "[credential] and [credential][credential].")
        let odd = SecretScrubber(Credential("p+q/r=="))
        #expect(odd.clean("key p+q/r== is wrong") == "key [credential] is wrong")
    }

    @Test("What looks like somebody's key or token is taken out too")
    func lookalikes() {
        #expect(scrubber.clean("key xai-other_key-0123 bad") == "key [credential] bad")
        #expect(scrubber.clean("header: Bearer abc123def456") == "header: [credential]")
        #expect(scrubber.clean("provided: xai-ab***********yz.") == "provided: [credential]")
    }

    @Test("Plain words stay as they are")
    func plainWords() {
        let text = "A bearer token is missing. xai-1 Grüße 中 😀 x b"
        #expect(scrubber.clean(text) == text)
    }

    @Test("A text is cut only after it was cleaned, between two characters")
    func cutting() {
        let padding = String(repeating: "y", count: 20)
        #expect(scrubber.clean(padding + Calls.canary, bytesMax: 26) == padding + "[crede")
        #expect(scrubber.clean("ab中cd", bytesMax: 4) == "ab")
        #expect(scrubber.clean("ab中cd", bytesMax: 5) == "ab中")
        #expect(scrubber.clean("👩‍👩‍👧", bytesMax: 10) == "")
    }

    @Test("An empty credential takes nothing out")
    func emptyCredential() {
        #expect(SecretScrubber(Credential("")).clean("all of it") == "all of it")
    }

    @Test("A name is one line of bounded length without secrets")
    func names() {
        #expect(scrubber.name("grok\n-4\u{7}", bytesMax: 64) == "grok-4")
        #expect(scrubber.name("id " + Calls.canary, bytesMax: 64) == "id [credential]")
        #expect(scrubber.name(String(repeating: "m", count: 99), bytesMax: 64).count == 64)
    }
}
