/// A place that breaks a rule.
struct Finding: Equatable, Sendable, CustomStringConvertible {
    let path: String
    /// 1 for the first line; nil if it is about the file as a whole.
    let line: Int?
    let message: String

    var description: String {
        let place = line.map { "\(path):\($0)" } ?? path
        return "\(place): \(message)"
    }
}
