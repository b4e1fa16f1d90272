import Foundation
import Synchronization

/// A line of bash in a process group of its own, with every signal as a shell would leave it.
/// (Foundation's `Process` hands down the blocked signals of the thread that starts it, so that a
/// program under test never sees SIGTERM.)
package final class Child: Sendable {
    private struct State {
        /// As a shell reports it: 128 and the signal's number for a death by signal.
        var status: Int32?
        var waiters: [@Sendable (Int32) -> Void] = []
    }

    package struct SpawnError: Error {
        package let code: Int32
    }

    private let state = Mutex(State())
    private let group: pid_t

    /// Starts `command` in the sandbox's home with its environment, no input, and these files for
    /// what it prints.
    package init(_ command: String, in sandbox: Sandbox, output: Int32, errors: Int32) throws {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&files, output, 1)
        posix_spawn_file_actions_adddup2(&files, errors, 2)

        let line = "cd \"$HOME\" || exit; \(command)"
        let words = ["/bin/bash", "-o", "pipefail", "-c", line]
        let variables = sandbox.environment.map { "\($0)=\($1)" }
        let arguments = words.map { strdup($0) } + [nil]
        let environment = variables.map { strdup($0) } + [nil]
        defer { for text in arguments + environment { free(text) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, words[0], &files, &attributes, arguments, environment)
        guard code == 0 else { throw SpawnError(code: code) }
        group = pid
        Thread.detachNewThread { [self] in reap() }
    }

    /// Sends a signal to the command and everything it started, unless it has ended.
    package func signal(_ number: Int32) {
        state.withLock { state in
            guard state.status == nil else { return }
            kill(-group, number)
        }
    }

    /// Calls back with the exit code at the end, or at once if that has come.
    package func onEnd(_ action: @escaping @Sendable (Int32) -> Void) {
        let status = state.withLock { state in
            if state.status == nil { state.waiters.append(action) }
            return state.status
        }
        if let status { action(status) }
    }

    private func reap() {
        // The process stays known until `waitpid`, so its number cannot mean another one yet.
        var info = siginfo_t()
        while waitid(P_PID, id_t(group), &info, WEXITED | WNOWAIT) == -1, errno == EINTR {}
        let (status, waiters) = state.withLock { state in
            // What it left behind.
            kill(-group, SIGKILL)
            var raw: Int32 = 0
            waitpid(group, &raw, 0)
            let signal = raw & 0x7F
            let status = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
            state.status = status
            defer { state.waiters = [] }
            return (status, state.waiters)
        }
        for waiter in waiters { waiter(status) }
    }
}
