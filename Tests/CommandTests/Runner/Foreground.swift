import Foundation
import Synchronization

/// A command that is waited for.
enum Foreground {
    struct Result {
        let output: [String]
        let errors: [String]
        let status: Int32
        /// Whether it was killed because its time was over.
        let tookTooLong: Bool
    }

    /// Runs a line of bash. What it prints goes to files, which never fill up.
    static func run(_ command: String, in sandbox: Sandbox, secondsMax: Int) async throws -> Result
    {
        let (output, errors) = (try sandbox.outputFile("stdout"), try sandbox.outputFile("stderr"))
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
