import Testing

@testable import XAI

@Suite("The base URL")
struct BaseURLTests {
    @Test("Its path is kept and the endpoint follows it")
    func path() throws {
        #expect(
            try BaseURL("https://api.x.ai/v1").chatCompletions
                == "https://api.x.ai:443/v1/chat/completions")
        #expect(
            try BaseURL(" HTTPS://gateway.example:8443/a/b%20c/v1// ").chatCompletions
                == "https://gateway.example:8443/a/b%20c/v1/chat/completions")
        #expect(
            try BaseURL("http://[::1]:80").chatCompletions == "http://[::1]:80/chat/completions")
    }

    @Test(
        "Plain http is for this machine",
        arguments: [
            "http://localhost/v1", "http://LOCALHOST:1/v1", "http://127.0.0.1:8080/v1",
            "http://127.255.1.2/v1", "http://[::1]:9/v1", "http://[0:0:0:0:0:0:0:1]/v1",
        ])
    func loopback(text: String) throws {
        #expect(try BaseURL(text).endpoint.isLoopback)
    }

    @Test(
        "Anything else is refused in one sentence",
        arguments: [
            "http://api.x.ai/v1", "http://128.0.0.1/v1", "http://127.0.0.1.example.com/v1",
            "http://localhost.example.com/v1", "http://[::2]/v1", "http://0.0.0.0/v1",
            "ftp://localhost/v1", "api.x.ai/v1", "", "https://", "https:///v1", "https://h:0/v1",
            "https://h:65536/v1", "https://h:x/v1", "https://h:/v1", "https://[::1/v1",
            "https://a b/v1", "https://h/v1?key=1", "https://h/v1#x", "https://ho\"st/v1",
            "https://hö.example/v1",
        ])
    func refused(text: String) throws {
        let error = #expect(throws: XAIConfigurationError.self) { try BaseURL(text) }
        let sentence = try #require(error).description
        #expect(sentence.hasPrefix("the base URL") && !sentence.contains("\n"))
    }

    @Test("A password in it is refused and not repeated")
    func password() throws {
        let error = #expect(throws: XAIConfigurationError.self) {
            try BaseURL("https://user:hunter2@api.x.ai/v1")
        }
        let sentence = try #require(error).description
        #expect(!sentence.contains("hunter2"))
    }
}
