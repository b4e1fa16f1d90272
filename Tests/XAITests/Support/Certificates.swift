import Foundation
import NIOSSL

/// A private certificate authority and what it signed, made with `openssl` once per test run.
struct Certificates: Sendable {
    /// The authority's certificate: what `SSL_CERT_FILE` names.
    let authority: String
    /// Another authority's, which signed nothing here.
    let stranger: String
    private let folder: URL

    static let shared = Result { try Certificates() }

    private init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("xai-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        authority = folder.appendingPathComponent("authority.pem").path
        stranger = folder.appendingPathComponent("stranger.pem").path
        for name in ["authority", "stranger"] {
            try openssl(
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
                "-nodes", "-days", "30", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out",
                "\(name).pem")
        }
        try sign("server", names: "DNS:localhost,DNS:api.test,IP:127.0.0.1")
        try sign("other", names: "DNS:other.test")
    }

    private func sign(_ name: String, names: String) throws {
        try "subjectAltName=\(names)".write(
            to: folder.appendingPathComponent("\(name).ext"), atomically: true, encoding: .utf8)
        try openssl(
            "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj",
            "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).csr")
        try openssl(
            "x509", "-req", "-in", "\(name).csr", "-CA", "authority.pem", "-CAkey",
            "authority.key", "-CAcreateserial", "-days", "30", "-extfile", "\(name).ext", "-out",
            "\(name).pem")
    }

    private func openssl(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.currentDirectoryURL = folder
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        struct OpenSSLFailed: Error { let arguments: [String] }
        guard process.terminationStatus == 0 else { throw OpenSSLFailed(arguments: arguments) }
    }

    /// A server that shows the certificate `name` and speaks these protocols.
    static func server(
        _ name: String = "server", protocols: [String] = []
    ) throws -> NIOSSLContext {
        let folder = try shared.get().folder
        let chain = try NIOSSLCertificate.fromPEMFile(
            folder.appendingPathComponent("\(name).pem").path)
        let key = try NIOSSLPrivateKey(
            file: folder.appendingPathComponent("\(name).key").path, format: .pem)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.applicationProtocols = protocols
        return try NIOSSLContext(configuration: configuration)
    }

    /// A file that does not exist.
    var missing: String { folder.appendingPathComponent("missing.pem").path }

    /// A file that holds no certificate.
    func writeNonsense() throws -> String {
        let file = folder.appendingPathComponent("nonsense.pem")
        try "not a certificate".write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }
}
