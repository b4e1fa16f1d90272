/// What an answer cost: the provider's figure and ours, and which of them counts.
public struct Charge: Hashable, Sendable {
    public enum Label: String, Sendable, Codable, CaseIterable {
        /// The provider said so.
        case reported
        /// The price book says so; shown with `~`.
        case computed
        /// Nobody knows; shown with `?`, never as zero.
        case unknown
    }

    public let reported: Ticks?
    public let computed: Ticks?

    /// A `reported` figure of zero or less means that the provider did not report.
    public init(reported: Ticks?, computed: Ticks?) {
        self.reported = reported.flatMap { $0 > .zero ? $0 : nil }
        self.computed = computed
    }

    public var label: Label {
        if reported != nil { return .reported }
        return computed != nil ? .computed : .unknown
    }

    /// The figure that counts; nil when the label is `unknown`.
    public var ticks: Ticks? { reported ?? computed }
}
