import NIOSSL

/// The certificate authorities that are trusted.
enum TrustRoots {
    /// `SSL_CERT_FILE` replaces the system's authorities, so that a private one can be used. It is
    /// read here and now: a wrong path is a mistake in the configuration, not in a later request.
    static func configuration(file: String?) throws(XAIConfigurationError) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        guard let file else { return configuration }
        let certificates: [NIOSSLCertificate]
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            throw XAIConfigurationError(
                "SSL_CERT_FILE names \"\(file.truncated(toBytes: 200))\","
                    + " which cannot be read as PEM certificates")
        }
        guard !certificates.isEmpty else {
            throw XAIConfigurationError(
                "SSL_CERT_FILE names \"\(file.truncated(toBytes: 200))\","
                    + " which holds no certificate")
        }
        configuration.trustRoots = .certificates(certificates)
        return configuration
    }
}
