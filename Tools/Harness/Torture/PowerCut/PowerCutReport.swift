/// What the cuts of a real file system came to.
struct PowerCutReport: Codable {
    var cuts = 0
    /// Acknowledged events that were looked for.
    var acknowledged = 0
    /// Cuts that lost something that was acknowledged.
    var lossy = 0
    /// Cuts in which a file that was written and not synced just before was gone: the cut cuts.
    var forgotten = 0
    var violations: [String] = []
    /// Why this machine cannot do it.
    var unavailable: String?
}
