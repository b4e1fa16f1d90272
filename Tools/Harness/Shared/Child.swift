internal import Dispatch
internal import Foundation
internal import Synchronization

/// A process that the harness started. It is killed when the harness ends.
final class Child: Sendable {
    /// Where what it writes goes.
    enum Sink {
        case discarded
        case file(String)
        /// To `Child.lines`; the harness must read them, or the process stops at a full pipe.
        case pipe
    }

    let pid: pid_t
    /// What it writes to standard output, if that is a pipe.
    let lines: LineReader?
    private let startedAt: Double
    private let ending: Mutex<Ending?>
    private let over = DispatchGroup()

    private init(pid: pid_t, lines: LineReader?, startedAt: Double) {
        self.pid = pid
        self.lines = lines
        self.startedAt = startedAt
        ending = Mutex(nil)
        over.enter()
    }

    /// Starts the program at `path`.
    static func start(
        _ path: String, _ arguments: [String], environment: [String: String] = [:],
        output: Sink = .discarded, errors: Sink = .discarded
    ) throws -> Child {
        try oneAtATime.withLock { _ in
            try startAlone(path, arguments, environment, output, errors)
        }
    }

    /// A process that is started between the making of another's pipe and its closing would keep
    /// that pipe open.
    private static let oneAtATime = Mutex(())

    private static func startAlone(
        _ path: String, _ arguments: [String], _ environment: [String: String], _ output: Sink,
        _ errors: Sink
    ) throws -> Child {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        resetSignals(&attributes)
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        let reading = try redirect(STDOUT_FILENO, to: output, &actions)
        _ = try redirect(STDERR_FILENO, to: errors, &actions)
        defer { if let reading { close(reading.write) } }

        var argv: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        var variables = environment.map { strdup("\($0)=\($1)") } as [UnsafeMutablePointer<CChar>?]
        argv.append(nil)
        variables.append(nil)
        defer { for text in argv + variables { free(text) } }
        var pid: pid_t = 0
        let startedAt = Stopwatch.now()
        let error = posix_spawn(&pid, path, &actions, &attributes, argv, variables)
        guard error == 0 else {
            if let reading { close(reading.read) }
            throw HarnessError("\(path) cannot be started: \(String(cString: strerror(error)))")
        }
        let lines = reading.map { LineReader(file: $0.read) }
        let child = Child(pid: pid, lines: lines, startedAt: startedAt)
        Children.add(child)
        Thread.detachNewThread { child.awaitEnd() }
        return child
    }

    private static func resetSignals(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in Children.endingSignals { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    }

    private static func redirect(
        _ descriptor: Int32, to sink: Sink, _ actions: inout posix_spawn_file_actions_t
    ) throws -> (read: Int32, write: Int32)? {
        switch sink {
        case .discarded:
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        case .file(let path):
            let flags = O_WRONLY | O_CREAT | O_APPEND
            posix_spawn_file_actions_addopen(&actions, descriptor, path, flags, 0o600)
        case .pipe:
            var ends: [Int32] = [0, 0]
            guard Foundation.pipe(&ends) == 0 else {
                throw HarnessError("there is no pipe: \(String(cString: strerror(errno)))")
            }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            posix_spawn_file_actions_adddup2(&actions, ends[1], descriptor)
            return (ends[0], ends[1])
        }
        return nil
    }

    /// First only looks, then collects under the lock, so that `signal` never hits a process that
    /// got the same number.
    private func awaitEnd() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let endedAt = Stopwatch.now()
        ending.withLock { ending in
            var status: Int32 = 0
            var usage = rusage()
            while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
            ending = Ending(status: status, seconds: endedAt - startedAt, usage: usage)
        }
        Children.remove(self)
        over.leave()
    }

    /// Does nothing when the process is over.
    func signal(_ number: Int32) {
        ending.withLock { ending in
            if ending == nil { kill(pid, number) }
        }
    }

    /// Lowers its priority by `steps`.
    func lowerPriority(by steps: Int32) {
        ending.withLock { ending in
            if ending == nil { setpriority(Priority.ofProcess, id_t(pid), steps) }
        }
    }

    var isOver: Bool { ending.withLock { $0 != nil } }

    /// Waits until it is over. Kills it and throws when that takes longer.
    @discardableResult
    func wait(seconds: Double) throws -> Ending {
        if over.wait(timeout: .now() + seconds) == .timedOut {
            signal(SIGKILL)
            over.wait()
            throw HarnessError("process \(pid) was not over after \(seconds) s and was killed")
        }
        guard let ending = ending.withLock({ $0 }) else {
            throw HarnessError("process \(pid) is over without an ending")
        }
        return ending
    }

    /// `kill -9`, and waits until it is gone. Returns false if it had ended before.
    func killNow() -> Bool {
        signal(SIGKILL)
        over.wait()
        return ending.withLock { $0?.signal == SIGKILL }
    }
}
