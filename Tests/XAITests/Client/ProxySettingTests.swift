import Testing

@testable import XAI

@Suite("Proxies in the environment")
struct ProxySettingTests {
    private func proxy(
        _ environment: [String: String], for url: String = "https://api.x.ai/v1"
    ) throws -> String? {
        try NetworkEnvironment(environment, for: BaseURL(url)).proxy?.description
    }

    @Test("HTTPS_PROXY comes before its lower case, and both before ALL_PROXY")
    func precedence() throws {
        var environment = [
            "HTTPS_PROXY": "http://a:1", "https_proxy": "http://b:2", "ALL_PROXY": "http://c:3",
            "all_proxy": "socks5://d", "HTTP_PROXY": "http://never:9",
        ]
        #expect(try proxy(environment) == "a:1")
        environment["HTTPS_PROXY"] = " "
        #expect(try proxy(environment) == "b:2")
        environment["https_proxy"] = nil
        #expect(try proxy(environment) == "c:3")
        environment["ALL_PROXY"] = nil
        #expect(try proxy(environment) == "d:1080")
        environment["all_proxy"] = nil
        #expect(try proxy(environment) == nil)
    }

    @Test("This machine is always reached directly")
    func loopback() throws {
        let environment = ["HTTPS_PROXY": "http://a:1", "ALL_PROXY": "http://a:1"]
        for url in ["https://localhost/v1", "https://127.0.0.9/v1", "http://[::1]:1/v1"] {
            #expect(try proxy(environment, for: url) == nil)
        }
    }

    @Test("An address that is wrong does not matter where no proxy is used")
    func unusedAddress() throws {
        let wrong = ["HTTPS_PROXY": "gopher://nowhere"]
        #expect(throws: XAIConfigurationError.self) { try proxy(wrong) }
        #expect(try proxy(wrong, for: "http://localhost/v1") == nil)
        #expect(try proxy(wrong.merging(["NO_PROXY": "*"]) { $1 }) == nil)
    }

    @Test(
        "NO_PROXY names hosts, domains and ports that go without",
        arguments: [
            ("*", true), ("api.x.ai", true), ("x.ai", true), (".x.ai", true), ("*.x.ai", true),
            ("API.X.AI", true), ("ai", true), ("api.x.ai:443", true), ("a, b x.ai", true),
            ("x.ai:444", false), ("pi.x.ai", false), ("example.com,10.0.0.1", false), ("", false),
            ("api.x.ai.com", false), ("[::1]:443,::1", false),
        ])
    func noProxy(list: String, isDirect: Bool) throws {
        let environment = ["HTTPS_PROXY": "http://a:1", "no_proxy": list]
        let used = try proxy(environment)
        #expect((used == nil) == isDirect)
    }

    @Test("NO_PROXY may name IPv6 addresses")
    func noProxyIPv6() throws {
        let url = "https://[fe80::7]/v1"
        for (list, isDirect) in [
            ("fe80::7", true), ("[fe80::7]", true), ("[fe80::7]:443", true),
            ("[fe80::7]:1", false), ("fe80::8", false),
        ] {
            let environment = ["HTTPS_PROXY": "http://a:1", "NO_PROXY": list]
            let used = try proxy(environment, for: url)
            #expect((used == nil) == isDirect, "\(list)")
        }
    }

    @Test("An address may have a user, a password with escapes, no port, and no scheme")
    func addresses() throws {
        let full = try ProxySetting("http://me:p%40ss%3A%25@proxy.example:3128/", variable: "P")
        #expect(full.description == "proxy.example:3128")
        #expect(full.user == "me" && full.password == "p@ss:%")
        let bare = try ProxySetting("proxy.example:8080", variable: "P")
        #expect(bare.description == "proxy.example:8080")
        #expect(bare.user == nil)
        let short = try ProxySetting("http://proxy.example", variable: "P")
        #expect(short.description == "proxy.example:80")
    }

    @Test(
        "An address that cannot be used is refused by the name of its variable only",
        arguments: [
            "https://me:hunter2@proxy:443", "ftp://me:hunter2@proxy", "socks5://me:hunter2@proxy",
            "http://me:hunter2@", "http://me:hunter2@host:99999", "http://me:hunter2@a b",
        ])
    func refused(address: String) throws {
        let error = #expect(throws: XAIConfigurationError.self) {
            try proxy(["HTTPS_PROXY": address])
        }
        let sentence = try #require(error).description
        #expect(sentence.contains("HTTPS_PROXY"))
        #expect(!sentence.contains("hunter2") && !sentence.contains("me:"))
    }

    @Test("Nothing that prints a configuration shows the proxy's password or another variable")
    func redaction() throws {
        let configuration = try XAIConfiguration(
            baseURL: "https://api.x.ai/v1", acceptsSimulator: false, version: "1",
            environment: [
                "HTTPS_PROXY": "http://me:hunter2@proxy:1", "GROK_API_KEY": Calls.canary,
            ])
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [dumped, "\(configuration)", String(reflecting: configuration)] {
            #expect(!text.contains("hunter2") && !text.contains("CANARY"))
            #expect(text.contains("proxy:1"))
        }
    }
}
