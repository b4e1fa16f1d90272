internal import Foundation

/// A biller that runs, until it is killed.
final class BillerProcess: Sendable {
    let port: Int
    private let child: Child

    init(_ arguments: [String]) throws {
        child = try Child.start(
            GrokBinary.executable, [BillerCommand.name] + arguments, output: .pipe)
        guard let line = child.lines?.next(), let port = SimulatorProcess.port(in: line) else {
            _ = child.killNow()
            throw HarnessError("the biller does not say its address")
        }
        self.port = port
    }

    deinit {
        _ = child.killNow()
    }

    var pid: pid_t { child.pid }

    /// `kill -9`; the bill stays.
    func die() {
        _ = child.killNow()
    }

    /// Waits for the end of one that was killed.
    func awaitDeath() throws {
        let ending = try child.wait(seconds: 30)
        guard ending.signal == SIGKILL else {
            throw HarnessError("the biller ended with \(ending.text)")
        }
    }
}
