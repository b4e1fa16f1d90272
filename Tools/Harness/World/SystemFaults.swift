internal import CSQLiteShim
internal import Glibc
internal import Synchronization

/// A disk that fails below SQLite: its own file calls, as the operating system would fail them.
///
/// They are replaced for the whole process, which is why a world runs alone in it.
enum SystemFaults {
    enum Kind: Sendable {
        /// A file cannot be opened.
        case opening
        case reading
        case writing
        /// Nothing more fits.
        case full

        fileprivate var code: Int32 { self == .full ? ENOSPC : EIO }
    }

    struct Plan: Sendable {
        let kind: Kind
        /// How many calls of its kind work before.
        var after: Int
        /// Whether all later ones fail as well.
        let isSticky: Bool
    }

    private static let plan = Mutex<Plan?>(nil)
    /// How many calls have failed.
    private static let count = Mutex(0)

    static func arm(_ armed: Plan) {
        plan.withLock { $0 = armed }
    }

    static func disarm() {
        plan.withLock { $0 = nil }
    }

    /// How many calls have failed since the process began.
    static var failures: Int { count.withLock { $0 } }

    /// The error with which a call is to fail; nil if it is to work.
    private static func failure(_ kinds: Kind...) -> Int32? {
        let code: Int32? = plan.withLock { plan in
            guard let armed = plan, kinds.contains(armed.kind) else { return nil }
            guard armed.after == 0 else {
                plan?.after -= 1
                return nil
            }
            if !armed.isSticky { plan = nil }
            return armed.kind.code
        }
        if code != nil { count.withLock { $0 += 1 } }
        return code
    }

    /// Puts itself between SQLite and the disk.
    static func install() throws {
        typealias Opening = @convention(c) (UnsafePointer<CChar>?, Int32, Int32) -> Int32
        typealias Reading = @convention(c) (Int32, UnsafeMutableRawPointer?, Int, off_t) -> Int
        typealias Writing = @convention(c) (Int32, UnsafeRawPointer?, Int, off_t) -> Int
        let opening: Opening = { path, flags, mode in
            if let code = SystemFaults.failure(.opening) {
                errno = code
                return -1
            }
            guard let path else { return -1 }
            return open(path, flags, mode_t(mode))
        }
        let reading: Reading = { file, bytes, length, offset in
            if let code = SystemFaults.failure(.reading) {
                errno = code
                return -1
            }
            return pread(file, bytes, length, offset)
        }
        let writing: Writing = { file, bytes, length, offset in
            if let code = SystemFaults.failure(.writing, .full) {
                errno = code
                return -1
            }
            return pwrite(file, bytes, length, offset)
        }
        try replace(["open"], by: unsafeBitCast(opening, to: sqlite3_syscall_ptr.self))
        try replace(["pread", "pread64"], by: unsafeBitCast(reading, to: sqlite3_syscall_ptr.self))
        try replace(
            ["pwrite", "pwrite64"], by: unsafeBitCast(writing, to: sqlite3_syscall_ptr.self))
    }

    /// Replaces those calls of `names` that this SQLite makes; one of them it does make.
    private static func replace(
        _ names: [String], by call: @escaping sqlite3_syscall_ptr
    ) throws {
        guard let system = sqlite3_vfs_find(nil), let get = system.pointee.xGetSystemCall,
            let set = system.pointee.xSetSystemCall
        else { throw HarnessError("this SQLite has no file calls to replace") }
        let made = names.filter { get(system, $0) != nil }
        guard !made.isEmpty, made.allSatisfy({ set(system, $0, call) == SQLITE_OK }) else {
            throw HarnessError("this SQLite does not call \(names.joined(separator: " or "))")
        }
    }
}
