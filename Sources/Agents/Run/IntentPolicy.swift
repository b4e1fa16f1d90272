/// When the intent to send is recorded. The product only ever does it first; the other case exists
/// for the harness that must show that it would notice.
package enum IntentPolicy: Sendable {
    case recordedBeforeSending
    /// Not at all: whatever is under way when the process dies is lost.
    case notRecorded
}
