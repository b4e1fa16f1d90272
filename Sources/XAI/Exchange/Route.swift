import AsyncHTTPClient
import NIOCore
import NIOPosix
import NIOSSL

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The way to the provider, and the words for what goes wrong on it.
struct Route: Sendable {
    let target: Endpoint
    let proxy: ProxySetting?

    /// Whoever is dialled: the proxy, if there is one.
    var dialled: String { proxy.map { "the proxy \($0.endpoint)" } ?? "\(target)" }

    /// Why there is no connection, in one sentence without secrets.
    func sentence(for error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: return sentence(forClient: error)
        case let error as NIOConnectionError: return sentence(forDialling: error)
        case let error as IOError: return sentence(forSocket: error)
        case let error as NIOSSLError: return sentence(forTLS: "\(error)")
        case let error as NIOSSLExtraError: return sentence(forTLS: "\(error)")
        case let error as BoringSSLError: return sentence(forTLS: "\(error)")
        case is SocketAddressError: return "the name \(dialledHost) cannot be resolved"
        case ChannelError.connectTimeout: return "no connection to \(dialled) came about in time"
        default: return "the connection to \(dialled) failed"
        }
    }

    /// Whether the connection is gone, so that what the socket had not taken never left.
    static func isGone(_ error: any Error) -> Bool {
        switch error {
        case is IOError: return true
        case let error as HTTPClientError: return error == .remoteConnectionClosed
        case let error as ChannelError: return error == .ioOnClosedChannel || error == .eof
        default: return false
        }
    }

    private var dialledHost: String { proxy?.endpoint.host ?? target.host }

    private func sentence(forClient error: HTTPClientError) -> String {
        switch error {
        case .connectTimeout, .getConnectionFromPoolTimeout:
            return "no connection to \(dialled) came about in time"
        case .tlsHandshakeTimeout: return "\(target) did not finish the TLS handshake in time"
        case .httpProxyHandshakeTimeout, .socksHandshakeTimeout:
            return "\(dialled) did not open a tunnel to \(target) in time"
        case .proxyAuthenticationRequired:
            guard let proxy, proxy.authorization != nil else {
                return "\(dialled) asks for a user name and a password"
            }
            return "\(dialled) refuses the user name and password in \(proxy.variable)"
        case .invalidProxyResponse:
            // Some proxies refuse a password with another status than 407.
            let hint = proxy.flatMap { proxy in
                proxy.authorization.map { _ in
                    "; if it is not the target, it is the user name or password in "
                        + proxy.variable
                }
            }
            return "\(dialled) refused a tunnel to \(target)" + (hint ?? "")
        case .alreadyShutdown: return "the client has been shut down"
        case .remoteConnectionClosed:
            return "\(dialled) closed the connection before the request was sent"
        default: return "the connection to \(dialled) failed: \(error.shortDescription)"
        }
    }

    private func sentence(forDialling error: NIOConnectionError) -> String {
        guard let first = error.connectionErrors.first else {
            return "the name \(dialledHost) cannot be resolved"
        }
        return sentence(for: first.error)
    }

    private func sentence(forSocket error: IOError) -> String {
        switch error.errnoCode {
        case ECONNREFUSED: return "\(dialled) refuses connections"
        case ENETUNREACH, EHOSTUNREACH: return "there is no way to \(dialled) through the network"
        case ETIMEDOUT: return "no connection to \(dialled) came about in time"
        case ECONNRESET, EPIPE:
            return "\(dialled) closed the connection before the request was sent"
        default: return "the connection to \(dialled) failed with errno \(error.errnoCode)"
        }
    }

    /// Whether the certificate that was shown is signed by nobody who is trusted: trying again
    /// brings the same one.
    static func isUntrusted(_ error: any Error) -> Bool {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.contains { isUntrusted($0.error) }
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: isUntrusted("\(error)")
        default: false
        }
    }

    private static func isUntrusted(_ words: String) -> Bool {
        words.contains("CERTIFICATE_VERIFY_FAILED") || words.contains("unableToValidate")
    }

    private func sentence(forTLS words: String) -> String {
        if Self.isUntrusted(words) {
            return "the certificate of \(target) is not trusted;"
                + " if a private authority signed it, name its file in SSL_CERT_FILE"
        }
        if words.contains("failedToValidateHostname") {
            return "the certificate of \(target) is for another host"
        }
        return "\(target) cannot be spoken to in TLS"
    }
}
