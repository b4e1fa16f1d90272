internal import Glibc

/// What Glibc's headers and its declarations in Swift do not agree on.
enum Priority {
    /// Whose priority is set: a process's, or with number 0 this thread's.
    static let ofProcess = Int32(PRIO_PROCESS.rawValue)
}
