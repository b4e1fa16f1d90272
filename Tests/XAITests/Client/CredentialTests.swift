import Testing

@testable import XAI

@Suite("The credential")
struct CredentialTests {
    private struct Holder {
        var credential: Credential? = Calls.credential
        var all = [Calls.credential]
    }

    @Test("Whatever prints, reflects or dumps it shows [credential] and nothing of it")
    func redaction() {
        let credential = Calls.credential
        var dumped = ""
        dump(credential, to: &dumped)
        dump(Holder(), to: &dumped)
        dump(SecretScrubber(credential), to: &dumped)
        let texts = [
            dumped, "\(credential)", credential.description, credential.debugDescription,
            String(reflecting: credential), String(describing: Holder()), "\([credential])",
            String(reflecting: Holder()), "\(Mirror(reflecting: credential).children.map(\.value))",
            "\(SecretScrubber(credential))",
        ]
        for text in texts {
            #expect(!text.contains("CANARY") && !text.contains("mnop"), "\(text)")
        }
        #expect("\(credential)" == "[credential]")
    }

    @Test("It is lent only by its long name")
    func lending() {
        #expect(Calls.credential.withUnredactedSecret { $0 } == Calls.canary)
    }

    @Test("A secret that cannot stand in a header is known")
    func headers() {
        #expect(Calls.credential.fitsHeader)
        for secret in ["", "a b", "a\n", "ключ", "a\u{7F}"] {
            #expect(!Credential(secret).fitsHeader)
        }
    }
}
