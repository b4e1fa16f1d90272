import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// An xAI-compatible provider on a loopback port: seeded answers, limits, faults, and a bill of its
/// own that a ledger can be compared with.
///
/// It never logs, and it keeps no key: bill and requests show the end of a key and a digest.
package final class Simulator: Sendable {
    /// The port it listens on.
    package let port: Int
    /// What a client takes for the provider's address: `http://127.0.0.1:PORT/v1`.
    package let baseURL: String
    private let books: Books
    private let run: Task<Void, Never>

    private init(host: String, port: Int, books: Books, run: Task<Void, Never>) {
        self.port = port
        self.books = books
        self.run = run
        baseURL = "http://\(host.contains(":") ? "[\(host)]" : host):\(port)/v1"
    }

    /// Starts a simulator and returns when it listens.
    ///
    /// - Parameters:
    ///   - port: 0 is any free port.
    ///   - host: a loopback address.
    ///   - witness: is told of every request.
    package static func start(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(), port: Int = 0,
        host: String = "127.0.0.1", witness: SimulatorWitness = SimulatorWitness()
    ) async throws(SimulatorError) -> Simulator {
        try configuration.validate()
        guard host == "localhost" || host == "::1" || host.hasPrefix("127.") else {
            throw .notLoopback(host: host)
        }
        guard (0...65_535).contains(port) else {
            throw .badConfiguration("A port is a number from 0 to 65535, not \(port).")
        }
        let books = Books()
        let chat = ChatEndpoint(
            configuration: configuration, books: books,
            generator: AnswerGenerator(plan: configuration.plan.map(PlanIndex.init)),
            identity: Identity(), witness: witness)
        let responder = Responder(chat: chat, books: books, requests: RequestCounter())
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let (starts, start) = AsyncStream<Result<Int, any Error>>.makeStream()
        let server = Server(
            childChannelSetup: HTTP1Channel { request, writer, channel in
                try await responder.respond(to: request, writer, on: channel)
            },
            configuration: ServerConfiguration(
                address: .hostname(host, port: port), backlog: SimulatorLimits.backlog),
            onServerRunning: { start.yield(.success($0.localAddress?.port ?? 0)) },
            eventLoopGroup: loop,
            logger: Logger(label: "grok.simulator") { _ in SwiftLogNoOpLogHandler() })
        let run = Task(executorPreference: LoopExecutor(loop)) {
            do {
                try await server.run()
            } catch {
                start.yield(.failure(error))
            }
            start.finish()
        }
        do throws(SimulatorError) {
            let bound = try await boundPort(starts, host: host, port: port)
            return Simulator(host: host, port: bound, books: books, run: run)
        } catch {
            run.cancel()
            throw error
        }
    }

    private static func boundPort(
        _ starts: AsyncStream<Result<Int, any Error>>, host: String, port: Int
    ) async throws(SimulatorError) -> Int {
        var reason = "it was cancelled"
        for await start in starts {
            switch start {
            case .success(let port):
                return port
            case .failure(let error):
                if let error = error as? IOError, error.errnoCode == EADDRINUSE {
                    throw .portInUse(host: host, port: port)
                }
                reason = "\(error)"
            }
        }
        throw .cannotListen(host: host, port: port, reason: reason)
    }

    /// What has been charged until now, as of one instant.
    package var bill: Bill { books.bill }

    /// The chat requests that have arrived, oldest first, within the log's limits.
    package var requests: [RequestRecord] { books.log.records }

    /// Closes the port and every connection; requests under way get no answer, but they stay on
    /// the bill.
    package func stop() async {
        run.cancel()
        await run.value
    }

    /// Returns when the simulator has been stopped; stops it when the waiting task is cancelled.
    package func waitUntilStopped() async {
        await withTaskCancellationHandler {
            await run.value
        } onCancel: {
            run.cancel()
        }
    }
}
