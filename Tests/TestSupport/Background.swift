import Foundation
import Synchronization

/// A command that runs beside the following ones until it is stopped.
package final class Background: Sendable {
    /// What it has printed so far, and its exit code once it has ended.
    package struct State: Sendable {
        package var output: [UInt8] = []
        package var errors: [UInt8] = []
        var openStreams = 2
        package var status: Int32?

        /// Whether nothing more can come.
        var isComplete: Bool { status != nil && openStreams == 0 }
    }

    private struct Waiter {
        let id: UUID
        let condition: @Sendable (State) -> Bool
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct Guarded {
        var state = State()
        var waiters: [Waiter] = []
    }

    private let guarded = Mutex(Guarded())
    private let child: Child

    package init(_ command: String, in sandbox: Sandbox) throws {
        let (output, errors) = (Pipe(), Pipe())
        child = try Child(
            command, in: sandbox, output: output.fileHandleForWriting.fileDescriptor,
            errors: errors.fileHandleForWriting.fileDescriptor)
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
        read(output.fileHandleForReading) { $0.output += $1 }
        read(errors.fileHandleForReading) { $0.errors += $1 }
        child.onEnd { status in self.change { $0.status = status } }
    }

    /// Waits until `condition` holds, nothing more can come, or the time is over.
    package func wait(
        secondsMax: Int, until condition: @escaping @Sendable (State) -> Bool
    ) async -> State {
        let id = UUID()
        await withCheckedContinuation { continuation in
            let waiter = Waiter(
                id: id, condition: { $0.isComplete || condition($0) }, continuation: continuation)
            guarded.withLock { $0.waiters.append(waiter) }
            DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondsMax)) {
                self.resume { $0.id == id }
            }
            change { _ in }
        }
        return guarded.withLock(\.state)
    }

    /// Sends a signal to the command and everything it started, and waits for its end; after ten
    /// seconds it is killed.
    package func stop(_ signal: Int32) async {
        child.signal(signal)
        let state = await wait(secondsMax: 10) { $0.status != nil }
        guard state.status == nil else { return }
        child.signal(SIGKILL)
        _ = await wait(secondsMax: 10) { $0.status != nil }
    }

    private func read(
        _ handle: FileHandle, _ add: @escaping @Sendable (inout State, [UInt8]) -> Void
    ) {
        Thread.detachNewThread { [self] in
            while case let bytes = [UInt8](handle.availableData), !bytes.isEmpty {
                change { add(&$0, bytes) }
            }
            change { $0.openStreams -= 1 }
        }
    }

    private func change(_ edit: (inout State) -> Void) {
        let state = guarded.withLock { guarded in
            edit(&guarded.state)
            return guarded.state
        }
        resume { $0.condition(state) }
    }

    private func resume(_ isReady: (Waiter) -> Bool) {
        let ready = guarded.withLock { guarded in
            let ready = guarded.waiters.filter(isReady)
            guarded.waiters.removeAll { waiter in ready.contains { $0.id == waiter.id } }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }
}
