/// The library between a program and its disk (raw/disk.c).
struct DiskLibrary: Sendable {
    /// What a call does that is told to fail.
    enum Fault: String, CaseIterable, Sendable {
        case inputOutput = "eio"
        case noSpace = "enospc"
        /// Half is written; then the disk is full.
        case short
        /// A sync that says it worked while the bytes are gone: nobody can stand that.
        case lie
    }

    /// Where the program under it runs into a fault.
    struct FaultPoint: Hashable, Sendable {
        let fault: Fault
        /// The number of the call among the writes, truncations and syncs, from 1.
        let call: Int
        /// Whether all later calls fail, too.
        let isSticky: Bool

        var text: String { "\(fault.rawValue):\(call):\(isSticky ? "sticky" : "once")" }
    }

    let path: String

    init(in folder: String) throws {
        path = folder + "/disk.so"
        try CSource.compile("disk.c", to: path, ["-shared", "-fPIC", "-ldl"])
    }

    /// The variables of a program whose files below `folder` are watched.
    ///
    /// - Parameters:
    ///   - marks: the file that gets its acknowledgements.
    ///   - isNormal: whether the syncs are left out that `synchronous=NORMAL` leaves out.
    func environment(
        folder: String, trace: String? = nil, marks: String, isNormal: Bool = false,
        fault: FaultPoint? = nil
    ) -> [String: String] {
        var variables = ["LD_PRELOAD": path, "DISK_HOME": folder, "DISK_MARKS": marks]
        variables["DISK_TRACE"] = trace
        variables["DISK_SYNC"] = isNormal ? "normal" : nil
        variables["DISK_FAULT"] = fault?.text
        return variables
    }
}
