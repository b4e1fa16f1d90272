/// One chat completion request in the simulator's log.
package struct RequestRecord: Sendable, Equatable {
    /// 1, 2, 3 … in the order of arrival.
    package let number: Int
    /// When the whole body had arrived: wall clock, microseconds since 1970.
    package let arrivedAtUs: Int64
    /// The same instant by `CLOCK_MONOTONIC`, in microseconds.
    package let monotonicUs: Int64
    /// `…` and the end of the key; nil if there was none.
    package let key: String?
    /// The first 16 hex digits of the key's SHA-256.
    package let keySHA256: String?
    /// The `x-grok-conv-id` header.
    package let conversation: String?
    /// Nil until the body has been understood.
    package var model: String?
    package var stream = false
    /// Nil if the body was not understood, or if the log's limit took the texts away.
    package var messages: [ChatMessage]?
    /// The HTTP status; nil while the answer is on its way.
    package var status: Int?
    /// What went wrong on purpose, or why it was refused; nil for a good answer.
    package var fault: String?
    /// When the last byte was handed to the socket: wall clock, microseconds since 1970.
    package var finishedAtUs: Int64?
    /// What it cost.
    package var ticks: Int64 = 0
}
