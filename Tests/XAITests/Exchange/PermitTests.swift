import Ledger
import NIOCore
import Synchronization
import Testing

@testable import XAI

@Suite("Permits")
struct PermitTests {
    /// A clock that stands still until it is moved.
    private final class MovableClock: Sendable {
        private let start = ContinuousClock.now
        private let offset = Mutex(Duration.zero)
        /// Moves on by itself when it is read for the nth time.
        private let jump: Mutex<(reads: Int, by: Duration)>

        init(jumpsAtRead reads: Int = .max, by duration: Duration = .zero) {
            jump = Mutex((reads, duration))
        }

        var clocks: Clocks {
            Clocks(now: { self.read() }, nowSeconds: { 0 })
        }

        private func read() -> ContinuousClock.Instant {
            let by = jump.withLock { jump -> Duration in
                jump.reads -= 1
                return jump.reads == 0 ? jump.by : .zero
            }
            return offset.withLock { offset in
                offset += by
                return start + offset
            }
        }

        var permit: ContinuousClock.Instant { start + .milliseconds(500) }
    }

    @Test("A permit that is over opens no connection")
    func expiredBefore() async throws {
        let seen = try await ScriptedServer.run { _ in
        } _: { server in
            let clock = MovableClock(jumpsAtRead: 1, by: .milliseconds(500))
            let client = try XAIClient.make(server.baseURL, clocks: clock.clocks)
            let result = await client.ask(sendBy: clock.permit)
            #expect(result.unbilled?.reason == .permitExpired)
            return server.seen
        }
        #expect(seen.connections == 0)
    }

    @Test("A permit that holds lets the request through")
    func inTime() async throws {
        let result = try await ScriptedServer.run { wire in
            _ = await wire.request()
            try await wire.send(Answers.http(body: Answers.completion()))
        } _: { server in
            try await XAIClient.make(server.baseURL).ask(sendBy: .now + .seconds(60))
        }
        #expect(result.answer?.text == "pong")
    }

    @Test("When the process was stopped before the body was due, no byte of the body leaves")
    func stoppedBeforeBody() async throws {
        let seen = try await ScriptedServer.run { wire in
            _ = await wire.request()
        } _: { server in
            // The reads before: at the start, and to set the timer. The third is the check when
            // the connection asks for the body.
            let clock = MovableClock(jumpsAtRead: 3, by: .seconds(40))
            let client = try XAIClient.make(server.baseURL, clocks: clock.clocks)
            let result = await client.ask(Calls.request("secret words"), sendBy: clock.permit)
            #expect(result.unbilled?.reason == .permitExpired)
            #expect(await client.ask().unbilled == nil)
            return server.seen
        }
        #expect(seen.requests.count == 1)
        for fragment in seen.fragments {
            let text = String(decoding: fragment, as: UTF8.self)
            #expect(text.hasSuffix("\r\n\r\n") && !text.contains("secret words"))
        }
    }

    @Test("A connection that comes too late sends nothing, stays open, and serves the next request")
    func slowConnection() async throws {
        let handshake = Gate()
        let tls = try Certificates.server()
        let file = try Certificates.shared.get().authority
        try await SlowDoor.run(opening: handshake, tls: tls) { wire in
            while await wire.request() != nil {
                try await wire.send(Answers.http(body: Answers.completion()))
            }
        } _: { door, server in
            let client = try XAIClient.make(
                "https://localhost:\(door.port)/v1", environment: ["SSL_CERT_FILE": file])
            let late = await client.ask(sendBy: .now + .milliseconds(50))
            #expect(late.unbilled?.reason == .permitExpired)
            handshake.open()
            #expect(await client.ask(sendBy: .now + .seconds(60)).answer?.text == "pong")
            #expect(server.seen.requests.count == 1)
            #expect(door.seen.connections == 1)
        }
    }
}

@Suite("The state of a permit")
struct PermitStateTests {
    @Test("A permit that ends while the connection comes about names whom it waited for")
    func expiredWhileConnecting() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        let now = ContinuousClock.now
        let moved = Mutex(Duration.zero)
        let clocks = Clocks(now: { moved.withLock { now + $0 } }, nowSeconds: { 0 })
        var state = ExchangeState.make(
            .documented, sendBy: now + .milliseconds(500), clocks: clocks)
        #expect(state.started(at: start) == nil)
        #expect(state.deadline == start + .milliseconds(500))
        // The timers' clock is ahead of the permit's: it is not over yet.
        #expect(state.timePassed(at: start + .milliseconds(500)) == nil)
        #expect(state.deadline == start + .milliseconds(501))
        moved.withLock { $0 = .milliseconds(500) }
        let failure = state.timePassed(at: start + .milliseconds(501))?.unbilled
        #expect(failure?.reason == .permitExpired)
        #expect(failure?.message == "no connection to api.test:443 before the permit ran out")
    }

    @Test("Once the body was handed over, the end of the permit changes nothing")
    func expiredAfterSending() {
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        var state = ExchangeState.make(.documented, sendBy: .now + .seconds(60))
        _ = state.started(at: start)
        guard case .send = state.bodyAsked() else {
            Issue.record("the body was kept back")
            return
        }
        #expect(state.timePassed(at: start + .seconds(61)) == nil)
        #expect(state.deadline == start + .seconds(1_800))
    }

    @Test("After a result nothing more comes, whatever happens")
    func onlyOneResult() {
        struct Broken: Error {}
        let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
        var state = ExchangeState.make(.documented)
        _ = state.started(at: start)
        #expect(state.cancelled()?.unbilled?.reason == .notSent)
        #expect(state.cancelled() == nil && state.broke(Broken()) == nil && state.ended() == nil)
        #expect(state.headArrived(.ok, at: start) == nil)
        #expect(state.bytesArrived(ByteBuffer(string: "data: x\n\n"), at: start) == nil)
        #expect(state.timePassed(at: start + .hours(1)) == nil)
        guard case .refuse(nil) = state.bodyAsked() else {
            Issue.record("the body was handed over after the end")
            return
        }
    }
}
