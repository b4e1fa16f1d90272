import Ledger
import NIOCore
import NIOHTTP1

@testable import XAI

extension ExchangeState {
    /// A state that no network stands behind.
    static func make(
        _ timeouts: Timeouts, sendBy: ContinuousClock.Instant? = nil, clocks: Clocks = .system
    ) -> ExchangeState {
        ExchangeState(
            plan: ExchangePlan(
                timeouts: timeouts, sendBy: sendBy, route: Route(target: .test, proxy: nil),
                clocks: clocks),
            reader: .make())
    }
}

extension AnswerReader {
    static func make(
        bytesMax: Int = AnswerReader.answerBytesMax,
        onDelta: (@Sendable (ChatDelta) -> Void)? = nil
    ) -> AnswerReader {
        AnswerReader(
            model: "grok-3-mini", acceptsSimulator: false,
            scrubber: SecretScrubber(Calls.credential), bytesMax: bytesMax, nowSeconds: { 0 },
            onDelta: onDelta)
    }
}

extension Endpoint {
    static let test = Endpoint(host: "api.test", port: 443)
}

extension HTTPResponseHead {
    static let ok = HTTPResponseHead(version: .http1_1, status: .ok)

    static func make(_ status: Int = 200, _ headers: [(String, String)] = []) -> HTTPResponseHead {
        HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status), headers: HTTPHeaders(headers))
    }
}
