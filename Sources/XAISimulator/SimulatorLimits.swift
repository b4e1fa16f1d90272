/// Everything the simulator keeps or accepts has a limit, and the limit has a name.
package enum SimulatorLimits {
    /// The largest request body, in bytes; a bigger one is answered with 413.
    package static let bodyBytes = 32 << 20
    /// How much of a larger body is read and thrown away to answer it, in bytes; beyond it the
    /// connection is closed without an answer.
    package static let discardedBytes = 256 << 20
    /// Connections that wait to be accepted.
    package static let backlog = 1_024
    /// How deep the JSON of a request may nest.
    package static let jsonDepth = 64
    /// Requests kept in the log; beyond it the oldest go, and the log says how many went.
    package static let loggedRequests = 200_000
    /// Message texts kept in the log, in bytes; beyond it the oldest records lose their texts.
    package static let loggedTextBytes = 128 << 20
    /// Different contents whose askings are counted; beyond it counting starts again at zero.
    package static let countedContents = 1_000_000
    /// Bill rows opened by refused requests; beyond it a refusal counts in the total only.
    package static let refusedRows = 10_000
    /// Sub-tasks of a plan file.
    package static let planSubtasks = 10_000
    /// The longest configured wait before an answer, in milliseconds: one hour.
    package static let latencyMs = 3_600_000
    /// The most admitted requests that one key's window remembers.
    package static let requestsPerWindow = 10_000_000
}
