package import Ledger

/// Which events an export is to hold. Without any condition it is a whole export, and only that can
/// be imported: a tree with holes has no root.
package struct ExportSelection: Hashable, Sendable {
    /// Only the events of this stream.
    package var stream: StreamName?
    /// Only what was recorded at this time or later.
    package var since: Timestamp?
    /// Only what was recorded before this time.
    package var until: Timestamp?

    package init(stream: StreamName? = nil, since: Timestamp? = nil, until: Timestamp? = nil) {
        self.stream = stream
        self.since = since
        self.until = until
    }

    package var isWhole: Bool { stream == nil && since == nil && until == nil }
}
