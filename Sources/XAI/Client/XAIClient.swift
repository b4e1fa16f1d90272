import AsyncHTTPClient
import Ledger
import NIOCore
import NIOHTTP1
import NIOPosix

/// The provider xAI, and every server that speaks like it, over HTTP.
///
/// One event loop serves all attempts: the check of a permit, the write to the socket and the
/// reading of an answer happen on one thread, without a hop in between where time could pass. The
/// connections are kept and used again.
package final class XAIClient: ChatModel {
    /// A connection without a request is closed after this time: before most servers close it,
    /// since a request that meets a closing connection has an unknown outcome.
    private static let idleConnectionMs: Int64 = 30_000

    private let loop: any EventLoop
    let http: HTTPClient
    let route: Route
    private let template: HTTPClient.Request
    let configuration: XAIConfiguration
    private let clocks: Clocks

    /// - Throws: One sentence for an `SSL_CERT_FILE` that cannot be used.
    package convenience init(
        configuration: XAIConfiguration
    ) throws(XAIConfigurationError) {
        try self.init(configuration: configuration, clocks: .system)
    }

    init(configuration: XAIConfiguration, clocks: Clocks) throws(XAIConfigurationError) {
        self.configuration = configuration
        self.clocks = clocks
        let proxy = configuration.network.proxy
        route = Route(target: configuration.base.endpoint, proxy: proxy)
        loop = MultiThreadedEventLoopGroup.singleton.any()
        let settings = try Self.settings(configuration, proxy: proxy)
        do {
            template = try HTTPClient.Request(
                url: configuration.base.chatCompletions, method: .POST)
        } catch {
            throw XAIConfigurationError("the base URL is not a URL")
        }
        http = HTTPClient(eventLoopGroup: loop, configuration: settings)
    }

    deinit {
        // Harmless when it has been shut down; otherwise its connections would stay open.
        http.shutdown { _ in }
    }

    package func send(
        _ request: EncodedChatRequest, credential: Credential,
        sendBy: ContinuousClock.Instant?, onDelta: (@Sendable (ChatDelta) -> Void)?
    ) async -> AttemptResult {
        guard credential.fitsHeader else {
            return .failed(
                ChatFailure(
                    reason: .badCredential,
                    message: "the key is empty or has characters that no key has"))
        }
        var wire = template
        wire.headers = headers(request.request, credential)
        let exchange = Exchange(
            plan: ExchangePlan(
                timeouts: request.request.timeouts, sendBy: sendBy, route: route, clocks: clocks),
            reader: AnswerReader(
                model: request.request.model, acceptsSimulator: configuration.acceptsSimulator,
                scrubber: SecretScrubber(credential, others: configuration.credentials),
                nowSeconds: clocks.nowSeconds,
                onDelta: onDelta),
            body: ByteBuffer(bytes: request.body), loop: loop)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                loop.execute { [http, wire] in
                    exchange.start(wire, on: http, continuation)
                }
            }
        } onCancel: {
            loop.execute { exchange.cancel() }
        }
    }

    /// Closes the connections; attempts under way end. Waits only briefly for connections that are
    /// still coming about, so that a dead network does not delay the end of the program.
    package func shutdown() async {
        let done = loop.makePromise(of: Void.self)
        let patience = loop.scheduleTask(in: .milliseconds(250)) { done.succeed(()) }
        http.shutdown { [loop] _ in
            loop.execute {
                patience.cancel()
                done.succeed(())
            }
        }
        try? await done.futureResult.get()
    }

    private func headers(_ request: ChatRequest, _ credential: Credential) -> HTTPHeaders {
        HTTPHeaders([
            ("Authorization", credential.withUnredactedSecret { "Bearer " + $0 }),
            ("Content-Type", "application/json"),
            ("x-grok-conv-id", request.conversation),
            ("User-Agent", "grok/" + configuration.version),
        ])
    }

    static func settings(
        _ configuration: XAIConfiguration, proxy: ProxySetting?
    ) throws(XAIConfigurationError) -> HTTPClient.Configuration {
        var settings = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .bounded(configuration.connectMs)),
            connectionPool: .init(
                idleTimeout: .milliseconds(idleConnectionMs),
                concurrentHTTP1ConnectionsPerHostSoftLimit: configuration.connectionsMax),
            proxy: proxy?.configuration)
        // One attempt, one answer: who tries again is decided from the ledger.
        settings.connectionPool.retryConnectionEstablishment = false
        settings.http1_1ConnectionDebugInitializer = KeepAlive.enable
        settings.http2ConnectionDebugInitializer = KeepAlive.enable
        if configuration.base.isSecure {
            settings.tlsConfiguration = try TrustRoots.configuration(
                file: configuration.network.certificateFile)
        }
        return settings
    }
}

extension XAIClient: CustomStringConvertible, CustomReflectable {
    package var description: String { "XAIClient(\(route.target))" }
    package var customMirror: Mirror { Mirror(self, children: ["target": "\(route.target)"]) }
}
