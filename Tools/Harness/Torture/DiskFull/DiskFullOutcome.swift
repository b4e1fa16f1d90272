/// What one trial came to, as one process tells another.
struct DiskFullOutcome: Codable, Sendable {
    /// Where what could not be recorded went.
    enum Place: String, Codable, Sendable {
        case nowhere, home, temporary, standardError
    }

    var code: Int32 = 0
    var place = Place.nowhere
    /// Outcomes in the rescue file.
    var rescued = 0
    var attempts = 0
    /// The run paused because of too little room, and had not lost anything.
    var hasPaused = false
    var violations: [String] = []
    /// Why the trial itself did not work.
    var error: String?
}
