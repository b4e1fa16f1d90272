/// The typed body of one kind of event, in one version.
///
/// The written type is the storage format: it never changes, and neither does the meaning of a
/// field. A new meaning is a new version beside the old one.
public protocol EventBody: Codable, Hashable, Sendable {
    /// Such as `attempt-answered.v1`. A written string, never derived from the Swift name.
    static var type: String { get }
}
