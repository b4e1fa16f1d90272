internal import Glibc
package import Ledger

/// The right to run a task, held for the life of a run: `flock` on `runs/<task>.lock`. Only its
/// holder may recover or resume the task.
package final class RunLease: Sendable {
    package enum Outcome: Sendable {
        case acquired(RunLease)
        /// Somebody else runs this task; the process id is nil if it is not known yet.
        case held(pid: Int32?)
    }

    /// Whose lease this is.
    package let task: TaskID
    private let file: FileLock

    private init(task: TaskID, file: FileLock) {
        self.task = task
        self.file = file
    }

    /// Gives the lease back. The file goes first, while it is still locked, so that nobody locks a
    /// file that is about to disappear without noticing.
    deinit {
        unlink(file.path)
    }

    /// Takes the lease of `task` in the home `directory`, without waiting.
    package static func acquire(
        directory: String, task: TaskID
    ) throws(LedgerStoreError) -> Outcome {
        let files = LedgerFiles(directory: directory)
        try FileSystem.makeFolder(files.runs)
        let path = files.runs + "/" + task.text + ".lock"
        while true {
            let file = try FileLock(path: path)
            guard try file.tryLock() else { return .held(pid: file.holder) }
            guard file.isAtItsPath else { continue }
            file.writeHolder()
            return .acquired(RunLease(task: task, file: file))
        }
    }
}
