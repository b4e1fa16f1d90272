import Foundation
import Synchronization

/// A command that is waited for.
package enum Foreground {
    package struct Result: Sendable {
        package let output: [String]
        package let errors: [String]
        package let status: Int32
        /// Whether it was killed because its time was over.
        package let tookTooLong: Bool
    }

    /// Runs a line of bash. What it prints goes to files, which never fill up.
    package static func run(
        _ command: String, in sandbox: Sandbox, secondsMax: Int
    ) async throws -> Result {
        let (output, errors) = (try sandbox.outputFile(), try sandbox.outputFile())
        let (outputFile, errorFile) = (
            try FileHandle(forWritingTo: output), try FileHandle(forWritingTo: errors)
        )
        let child = try Child(
            command, in: sandbox, output: outputFile.fileDescriptor,
            errors: errorFile.fileDescriptor)
        let timer = Timer()
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(secondsMax)) {
            timer.isOver.withLock { $0 = true }
            child.signal(SIGKILL)
        }
        let (status, tookTooLong) = await withCheckedContinuation { done in
            child.onEnd { status in
                done.resume(returning: (status, timer.isOver.withLock { $0 }))
            }
        }
        try outputFile.close()
        try errorFile.close()
        return Result(
            output: Printed.lines(try Data(contentsOf: output)),
            errors: Printed.lines(try Data(contentsOf: errors)), status: status,
            tookTooLong: tookTooLong)
    }

    private final class Timer: Sendable {
        let isOver = Mutex(false)
    }
}
