import Ledger
import NIOSSL
import Testing

@testable import XAI

@Suite("TLS and certificates")
struct TLSTests {
    private func ask(
        host: String = "localhost", certificate: String = "server", trusting file: String?
    ) async throws -> (AttemptResult, ScriptedServer.Log) {
        let tls = try Certificates.server(certificate)
        return try await ScriptedServer.run(tls: tls) { wire in
            while await wire.request() != nil {
                try await wire.send(Answers.http(body: Answers.completion()))
            }
        } _: { server in
            let client = try XAIClient.make(
                "https://\(host):\(server.port)/v1",
                environment: file.map { ["SSL_CERT_FILE": $0] } ?? [:])
            let result = await client.ask()
            return (result, server.seen)
        }
    }

    @Test("A private authority in SSL_CERT_FILE is trusted", arguments: ["localhost", "127.0.0.1"])
    func privateAuthority(host: String) async throws {
        let file = try Certificates.shared.get().authority
        let (result, _) = try await ask(host: host, trusting: file)
        #expect(result.answer?.text == "pong")
    }

    @Test("Without it, and with another authority in it, nothing is sent and the sentence helps")
    func untrusted() async throws {
        for file in [nil, try Certificates.shared.get().stranger] {
            let (result, seen) = try await ask(trusting: file)
            let failure = try #require(result.unbilled)
            #expect(failure.reason == .untrustedCertificate)
            #expect(failure.message.contains("localhost:"))
            #expect(failure.message.contains("SSL_CERT_FILE"))
            #expect(seen.requests.isEmpty)
        }
    }

    @Test("A certificate for another host is refused")
    func otherHost() async throws {
        let file = try Certificates.shared.get().authority
        let (result, seen) = try await ask(certificate: "other", trusting: file)
        let failure = try #require(result.unbilled)
        #expect(failure.reason == .notSent)
        #expect(failure.message.hasSuffix("is for another host"), "\(failure.message)")
        #expect(seen.requests.isEmpty)
    }

    @Test("A file that cannot be used is refused when the client is made")
    func unusableFile() throws {
        let certificates = try Certificates.shared.get()
        for file in [certificates.missing, try certificates.writeNonsense(), "/"] {
            let error = #expect(throws: XAIConfigurationError.self) {
                try XAIClient.make("https://api.test/v1", environment: ["SSL_CERT_FILE": file])
            }
            #expect(error?.description.contains(file) == true)
        }
    }

    @Test("Without TLS the file is not looked at")
    func plainHTTP() throws {
        let file = try Certificates.shared.get().missing
        _ = try XAIClient.make("http://localhost:1/v1", environment: ["SSL_CERT_FILE": file])
    }

    @Test("The system's own authorities are found where this system keeps them")
    func systemAuthorities() throws {
        // Fails when the default roots cannot be loaded at all.
        _ = try NIOSSLContext(configuration: try TrustRoots.configuration(file: nil))
    }
}
