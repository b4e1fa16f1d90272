internal import Dispatch
internal import Foundation
internal import Synchronization

/// Everything that must not outlive the harness: its processes and its temporary folders.
enum Children {
    private struct State {
        var children: [pid_t: Child] = [:]
        var folders: Set<String> = []
    }
    private static let state = Mutex(State())

    static func add(_ child: Child) {
        state.withLock { $0.children[child.pid] = child }
    }

    static func remove(_ child: Child) {
        state.withLock { $0.children[child.pid] = nil }
    }

    static func add(folder: String) {
        state.withLock { _ = $0.folders.insert(folder) }
    }

    static func remove(folder: String) {
        state.withLock { _ = $0.folders.remove(folder) }
    }

    /// The signals that end the harness. It ignores them as far as the kernel is concerned, which a
    /// child must not inherit.
    static let endingSignals = [SIGINT, SIGTERM, SIGHUP]

    /// As long as the returned sources live, a signal that ends the harness ends its children
    /// first.
    static func cleanUpOnSignals() -> [any DispatchSourceSignal] {
        endingSignals.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                cleanUp()
                _exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    static func cleanUp() {
        let (children, folders) = state.withLock { ($0.children.values.map(\.self), $0.folders) }
        for child in children { child.signal(SIGKILL) }
        for folder in folders { try? FileManager.default.removeItem(atPath: folder) }
    }
}
