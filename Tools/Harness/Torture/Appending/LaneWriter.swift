internal import Dispatch
internal import Foundation
internal import Synchronization

/// A process that appends, seen from outside.
final class LaneWriter: Sendable {
    let child: Child
    private let errors: String
    private let heard = Mutex<(acks: [Acknowledgement], others: [String])>(([], []))
    private let arrivals = DispatchSemaphore(value: 0)
    private let reading = DispatchGroup()

    /// Starts a subcommand of the harness that prints acknowledgements.
    /// - Parameter errors: The file that its standard error goes to; it must not exist.
    init(_ arguments: [String], errors: String) throws {
        self.errors = errors
        child = try Child.start(
            GrokBinary.executable, arguments, output: .pipe, errors: .file(errors))
        reading.enter()
        Thread.detachNewThread { [self] in
            while let line = child.lines?.next() { hear(line) }
            reading.leave()
            // Nobody waits for a process that is over.
            for _ in 0..<1_000 { arrivals.signal() }
        }
    }

    private func hear(_ line: String) {
        heard.withLock { heard in
            if let ack = Acknowledgement(line: line) {
                heard.acks.append(ack)
            } else {
                heard.others.append(line)
            }
        }
        arrivals.signal()
    }

    /// Waits for so many lines, or until it is over.
    func await(lines: Int, seconds: Double) {
        let until = DispatchTime.now() + seconds
        for _ in 0..<lines where arrivals.wait(timeout: until) == .timedOut { return }
    }

    /// Everything that it acknowledged, once it is over.
    func acknowledged() -> [Acknowledgement] {
        reading.wait()
        return heard.withLock { $0.acks }
    }

    /// What else it printed, once it is over, cut lines left out.
    func notices() -> [String] {
        reading.wait()
        return heard.withLock { $0.others.filter { $0.hasPrefix("notice ") } }
    }

    /// The sum of the numbers that follow `word` in what else it printed, once it is over.
    func number(after word: String) -> Int {
        reading.wait()
        return heard.withLock { heard in
            heard.others.filter { $0.hasPrefix(word) }
                .reduce(0) { $0 + (Int($1.dropFirst(word.count)) ?? 0) }
        }
    }

    /// What it said on standard error, which is then removed.
    func complaint() -> String {
        defer { unlink(errors) }
        let data = FileManager.default.contents(atPath: errors) ?? Data()
        return String(String(decoding: data, as: UTF8.self).suffix(400))
    }
}
