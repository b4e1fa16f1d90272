/// What a disk that runs full means for a run.
public enum DiskRules {
    /// Whether an attempt may start with so many bytes free: what its answer brings must find a
    /// place. A file system that does not say how many it has is trusted.
    public static func maySend(freeBytes: Int64?) -> Bool {
        freeBytes.map { $0 >= Limits.diskFreeBytesMin } ?? true
    }
}
