import Testing

@testable import XAI

@Suite("The bodies of errors")
struct ErrorBodyTests {
    private func text(_ body: String) -> String {
        ErrorBody.read(Array(body.utf8)).text
    }

    @Test("All shapes of JSON errors are understood")
    func shapes() {
        #expect(
            text("{\"code\":\"resource-exhausted\",\"error\":\"Too many requests\"}")
                == "resource-exhausted: Too many requests")
        #expect(
            text(
                "{\"error\":{\"message\":\"No such model\",\"type\":\"invalid_request_error\","
                    + "\"param\":null,\"code\":\"model_not_found\"}}")
                == "model_not_found: No such model")
        #expect(text("{\"error\":\"just text\"}") == "just text")
        #expect(text("{\"detail\":\"Not Found\"}") == "Not Found")
        #expect(text("{\"message\":\"M\",\"code\":\"429\"}") == "M")
        #expect(text("{\"detail\":[{\"loc\":[\"body\"]}]}") == "[{\"loc\":[\"body\"]}]")
    }

    @Test("Plain text is taken as it is, without the white space around it")
    func plainText() {
        #expect(text("  Failed to deserialize the body\n") == "Failed to deserialize the body")
        #expect(text("\"a string\"") == "a string")
        #expect(text("{\"broken\": tr") == "{\"broken\": tr")
        #expect(text("") == "")
    }

    @Test("A page becomes one short line of what a person would read")
    func html() {
        let page = """
            <!DOCTYPE html>
            <html><head><title>502 Bad&nbsp;Gateway</title>
            <style>body { color: "<red>" }</style><script>if (a < b) { run(); }</script></head>
            <body><h1>Bad gateway</h1><p>Ray&nbsp;ID: 7 &amp; &lt;8&gt;</p></body></html>
            """
        #expect(text(page) == "502 Bad Gateway Bad gateway Ray ID: 7 & <8>")
        let long = text("<html><body>" + String(repeating: "word ", count: 500) + "</body></html>")
        #expect(long.count == HTMLText.charactersMax && long.hasSuffix("…"))
        #expect(text("<html><body>open <b") == "open")
    }
}
